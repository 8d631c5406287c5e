namespace Ramify.Web.Access;

/// <summary>A browser in words that its owner knows it by; nothing more of the header is kept.</summary>
internal static class BrowserName
{
    // In this order: each of the later names stands in the headers of the earlier ones too.
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari")];

    private static readonly (string Mark, string Name)[] Systems =
        [("iPad", "an iPad"), ("iPhone", "an iPhone"), ("Android", "Android"), ("CrOS", "a Chromebook"), ("Windows", "Windows"), ("Mac OS", "a Mac"), ("Linux", "Linux")];

    public static string Of(string? header) => $"{Find(Browsers, header) ?? "A browser"}{(Find(Systems, header) is { } system ? $" on {system}" : "")}";

    private static string? Find((string Mark, string Name)[] known, string? header) =>
        header is null ? null : Array.Find(known, k => header.Contains(k.Mark, StringComparison.Ordinal)).Name;
}
