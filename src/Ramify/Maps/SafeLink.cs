namespace Ramify.Maps;

/// <summary>The only addresses a map may link to.</summary>
public static class SafeLink
{
    /// <summary>The address in normal form if it is an absolute http, https or mailto one; else null.</summary>
    /// <remarks>Judged after URL parsing, on the input as given: an address with a control character is no address.</remarks>
    public static string? Normalise(string? address)
    {
        if (string.IsNullOrEmpty(address) || address.Length > 2048 || address.Any(char.IsControl)) return null;
        var trimmed = address.Trim();
        if (!HasAllowedStart(trimmed) || !Uri.TryCreate(trimmed, UriKind.Absolute, out var uri)) return null;
        return uri.Scheme switch
        {
            "http" or "https" when uri.Host.Length > 0 && uri.UserInfo.Length == 0 => uri.AbsoluteUri,
            "mailto" when trimmed.Contains('@', StringComparison.Ordinal) => uri.AbsoluteUri,
            _ => null,
        };
    }

    // Uri accepts "https:evil"; a link must say its host.
    private static bool HasAllowedStart(string address) =>
        address.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || address.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase);
}
