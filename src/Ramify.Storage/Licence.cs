namespace Ramify.Storage;

/// <summary>A licence that a map can be published under, and what it asks of those who adapt the map.</summary>
/// <param name="Name">Its short name, as it is kept and shown.</param>
/// <param name="Meaning">What others may do, in a few words.</param>
public sealed record Licence(string Name, string Meaning)
{
    /// <summary>All of them, the most open first.</summary>
    public static readonly IReadOnlyList<Licence> All =
    [
        new("CC0 1.0", "anything, without naming you"),
        new("CC BY 4.0", "anything, naming you"),
        new("CC BY-SA 4.0", "anything, naming you, under the same licence"),
        new("CC BY-NC 4.0", "anything but selling it, naming you"),
        new("CC BY-NC-SA 4.0", "anything but selling it, naming you, under the same licence"),
        new("CC BY-ND 4.0", "pass it on as it is, naming you"),
        new("CC BY-NC-ND 4.0", "pass it on as it is, unsold, naming you"),
        new("All rights reserved", "read it here"),
    ];

    /// <summary>Where its text is; null for what is no public licence.</summary>
    public string? Address => Name switch
    {
        "CC0 1.0" => "https://creativecommons.org/publicdomain/zero/1.0/",
        ['C', 'C', ' ', .. var kind] => $"https://creativecommons.org/licenses/{kind.Split(' ')[0].ToLowerInvariant()}/4.0/",
        _ => null,
    };

    private bool IsShareAlike => Name.Contains("-SA", StringComparison.Ordinal);

    private bool IsNonCommercial => Name.Contains("-NC", StringComparison.Ordinal);

    /// <summary>Whether others may change the map and publish what they made of it.</summary>
    public bool AllowsAdapting => Name.StartsWith("CC", StringComparison.Ordinal) && !Name.Contains("-ND", StringComparison.Ordinal);

    /// <summary>The licence of this name, or null where it is none of ours: then nothing is known to be allowed.</summary>
    public static Licence? Find(string? name) => All.FirstOrDefault(l => l.Name == name);

    /// <summary>Whether something adapted from a map under this licence may be published under another.</summary>
    public bool MayBecome(Licence other) => AllowsAdapting && this switch
    {
        { IsShareAlike: true } => other == this,
        { IsNonCommercial: true } => other.IsNonCommercial,
        { Name: "CC0 1.0" } => true,
        _ => other.Name != "CC0 1.0",
    };
}
