using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using QRCoder;

namespace Ramify.Web;

/// <summary>--lan: a classroom without a server. The program listens on the network, and says in the terminal where, as words and as a code to point a phone at.</summary>
internal static class Lan
{
    private const string Setting = "--lan", Port = "5080";

    /// <summary>The arguments as settings: --lan by itself means that this machine's address is to be found.</summary>
    public static string[] Spell(string[] args) => [.. args.Select((arg, i) => arg == Setting && (i + 1 == args.Length || args[i + 1].StartsWith('-')) ? $"{Setting}=yes" : arg)];

    /// <summary>The name or number that others on the network know this machine by; null without --lan.</summary>
    public static string? HostOf(IConfiguration settings) => settings["lan"] switch
    {
        null or "" or "no" or "false" => null,
        "yes" or "true" => FindAddress().ToString(),
        var given => given,
    };

    /// <summary>Where the program listens with --lan: on every network that the machine is in.</summary>
    public static string Listening(IConfiguration settings) => $"http://*:{(settings["port"] is { Length: > 0 } port ? port : Port)}";

    /// <summary>Says where it is, once it is there.</summary>
    public static void Announce(string address, TextWriter to)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var picture = new AsciiQRCode(code);
        to.WriteLine($"\nOpen on this network: {address}\n");
        to.WriteLine(picture.GetGraphicSmall());
        to.WriteLine("\nReading, editing and revising work over it. Passkeys and working offline need https; docs/guide/https.md has a recipe.\n");
    }

    /// <summary>A private address of a network that has a way out comes first: that is the one the room is in.</summary>
    private static IPAddress FindAddress() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(n => n.OperationalStatus == OperationalStatus.Up && n.NetworkInterfaceType != NetworkInterfaceType.Loopback)
        .Select(n => n.GetIPProperties())
        .OrderByDescending(p => p.GatewayAddresses.Count > 0)
        .SelectMany(p => p.UnicastAddresses.Select(a => a.Address))
        .FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(a)) ?? IPAddress.Loopback;
}
