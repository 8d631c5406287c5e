namespace Ramify.Layout;

/// <summary>A point; 1/64 px.</summary>
public readonly record struct MapPoint(long X, long Y)
{
    internal MapPoint Moved(MapPoint by) => new(X + by.X, Y + by.Y);
}

/// <summary>A rectangle; 1/64 px, y downwards.</summary>
public readonly record struct MapBox(long X, long Y, long Width, long Height)
{
    /// <summary>Its right edge.</summary>
    public long Right => X + Width;

    /// <summary>Its lower edge.</summary>
    public long Bottom => Y + Height;

    /// <summary>Half way down.</summary>
    public long MiddleY => Y + Height / 2;

    /// <summary>Half way across.</summary>
    public long MiddleX => X + Width / 2;

    /// <summary>Whether the two share an area; touching is none.</summary>
    public bool Overlaps(in MapBox other) => X < other.Right && other.X < Right && Y < other.Bottom && other.Y < Bottom;

    /// <summary>Whether a point lies inside, not on the edge.</summary>
    public bool Contains(MapPoint point) => point.X > X && point.X < Right && point.Y > Y && point.Y < Bottom;

    /// <summary>The box with this much more on every side.</summary>
    public MapBox Inflate(long by) => new(X - by, Y - by, Width + 2 * by, Height + 2 * by);

    internal MapBox Moved(MapPoint by) => this with { X = X + by.X, Y = Y + by.Y };

    /// <summary>The smallest box around both.</summary>
    public MapBox Union(in MapBox other)
    {
        var (x, y) = (Math.Min(X, other.X), Math.Min(Y, other.Y));
        return new MapBox(x, y, Math.Max(Right, other.Right) - x, Math.Max(Bottom, other.Bottom) - y);
    }
}

/// <summary>Which way a branch grows from the centre.</summary>
public enum Side : byte
{
    /// <summary>Centre and trunk.</summary>
    Hub,
    /// <summary>To the right.</summary>
    Right,
    /// <summary>To the left.</summary>
    Left,
    /// <summary>Downwards.</summary>
    Down,
}
