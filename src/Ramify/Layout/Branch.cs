namespace Ramify.Layout;

/// <summary>
/// A branch from a parent to a child: a straight stem out of the parent's box, then a cubic curve, as wide as
/// <see cref="FromWidth"/> where it starts and <see cref="ToWidth"/> where it ends. 1/64 px.
/// </summary>
/// <param name="Child">The node it leads to.</param>
/// <param name="Stem">Where the stem starts; equal to <see cref="Start"/> where there is none.</param>
/// <param name="Start">Start of the curve.</param>
/// <param name="StartControl">Its first control point.</param>
/// <param name="EndControl">Its second control point.</param>
/// <param name="End">Its end, on the child's box.</param>
/// <param name="FromWidth">Width at the start.</param>
/// <param name="ToWidth">Width at the end.</param>
public readonly record struct Branch(
    int Child, MapPoint Stem, MapPoint Start, MapPoint StartControl, MapPoint EndControl, MapPoint End, int FromWidth, int ToWidth)
{
    /// <summary>The middle of the curve, its direction and its width, at a place from 0 to 1. In 1/64 px.</summary>
    public (double X, double Y, double DirectionX, double DirectionY, double Width) At(double t)
    {
        var u = 1 - t;
        var (a, b, c, d) = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t);
        var (p, q, r) = (3 * u * u, 6 * u * t, 3 * t * t);
        return (
            a * Start.X + b * StartControl.X + c * EndControl.X + d * End.X,
            a * Start.Y + b * StartControl.Y + c * EndControl.Y + d * End.Y,
            p * (StartControl.X - Start.X) + q * (EndControl.X - StartControl.X) + r * (End.X - EndControl.X),
            p * (StartControl.Y - Start.Y) + q * (EndControl.Y - StartControl.Y) + r * (End.Y - EndControl.Y),
            FromWidth + (ToWidth - FromWidth) * t);
    }

    internal Branch Moved(MapPoint by) => this with
    {
        Stem = Stem.Moved(by), Start = Start.Moved(by), StartControl = StartControl.Moved(by), EndControl = EndControl.Moved(by), End = End.Moved(by),
    };
}
