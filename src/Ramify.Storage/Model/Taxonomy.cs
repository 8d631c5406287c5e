namespace Ramify.Storage.Model;

/// <summary>A subject of the library: "History".</summary>
public sealed class Subject
{
    /// <summary>Its part of every address below it; never changes.</summary>
    public required string Slug { get; init; }

    /// <summary>The name that is shown.</summary>
    public required string Name { get; set; }

    /// <summary>The family it stands in on the page of all subjects.</summary>
    public required string Family { get; set; }

    /// <summary>Place among the subjects, from 0.</summary>
    public int Position { get; set; }

    /// <summary>Counts every change to the list of its public maps; similar lists and subject pages are made anew when it grows.</summary>
    public long Version { get; set; }

    /// <summary>Its topics in order.</summary>
    public List<Topic> Topics { get; init; } = [];
}

/// <summary>A topic of one subject: "Russia, 1917–1991".</summary>
public sealed class Topic
{
    /// <summary>The subject it belongs to.</summary>
    public required string Subject { get; init; }

    /// <summary>Unique within the subject.</summary>
    public required string Slug { get; init; }

    /// <summary>The name that is shown.</summary>
    public required string Name { get; set; }

    /// <summary>Place within the subject, from 0.</summary>
    public int Position { get; set; }
}

/// <summary>A level of study: "A Level".</summary>
public sealed class Level
{
    /// <summary>Stable name in data.</summary>
    public required string Slug { get; init; }

    /// <summary>The name that is shown.</summary>
    public required string Name { get; set; }

    /// <summary>Ages it is usual at: "16-18".</summary>
    public required string Ages { get; set; }

    /// <summary>Where it is in use.</summary>
    public required string Area { get; set; }

    /// <summary>Place among the levels, from 0.</summary>
    public int Position { get; set; }
}

/// <summary>An exam board: "AQA".</summary>
public sealed class Board
{
    /// <summary>Stable name in data.</summary>
    public required string Slug { get; init; }

    /// <summary>The name that is shown.</summary>
    public required string Name { get; set; }

    /// <summary>Where it is in use.</summary>
    public required string Area { get; set; }

    /// <summary>Place among the boards, from 0.</summary>
    public int Position { get; set; }
}

/// <summary>An option of an exam board's specification, and the topic that it covers.</summary>
public sealed class ExamOption
{
    /// <summary>The board's slug.</summary>
    public required string Board { get; init; }

    /// <summary>The level's slug.</summary>
    public required string Level { get; init; }

    /// <summary>The specification's code: "7042".</summary>
    public required string Specification { get; init; }

    /// <summary>The option's code within it: "1C".</summary>
    public required string Code { get; init; }

    /// <summary>The option's title.</summary>
    public required string Title { get; set; }

    /// <summary>Subject that it belongs to.</summary>
    public required string Subject { get; set; }

    /// <summary>Topic of that subject.</summary>
    public required string Topic { get; set; }

    /// <summary>Whether the row was checked against the board's own page. Unchecked rows are never shown as official.</summary>
    public bool Checked { get; set; }
}

/// <summary>A former or second address of a subject or topic, answered with a redirect.</summary>
public sealed class Alias
{
    /// <summary>The path asked for: "/maths".</summary>
    public required string Path { get; init; }

    /// <summary>The path that answers: "/mathematics".</summary>
    public required string Target { get; set; }
}
