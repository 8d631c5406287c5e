using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Ramify.Web;

/// <summary>
/// The address that people reach the site at, for canonical links, sharing and print. From the setting --address, else
/// from where the program listens; never from a request's Host header, which anybody can write.
/// </summary>
internal sealed class SiteAddress(IConfiguration configuration, IServer server)
{
    private readonly Lazy<string> root = new(() => Find(configuration, server));

    /// <summary>Whether people reach the site by https, though perhaps a proxy in front of it speaks that.</summary>
    public bool IsSecure { get; } = configuration["address"]?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The domain that passkeys are made for; localhost where no --address is set.</summary>
    public string Domain { get; } = Uri.TryCreate(configuration["address"], UriKind.Absolute, out var address) ? address.Host : "localhost";

    /// <summary>A path as a full address.</summary>
    public string Of(string path) => root.Value + path;

    private static string Find(IConfiguration configuration, IServer server)
    {
        var listening = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost:5080";
        if (configuration["address"] is { } asked) return asked.TrimEnd('/');
        // "http://[::]:5080" is every network; the port is the one that was free.
        if (Lan.HostOf(configuration) is { } host) return $"http://{host}:{listening[(listening.LastIndexOf(':') + 1)..].TrimEnd('/')}";
        return listening.TrimEnd('/').Replace("127.0.0.1", "localhost", StringComparison.Ordinal).Replace("[::1]", "localhost", StringComparison.Ordinal);
    }
}
