using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace Ramify.Web.Tests.Features.Running;

/// <summary>The recipe of docs/guide/https.md as it stands, with a certificate of our own making, in front of the program.</summary>
public sealed class ProxyTests
{
    private const string Name = "maps.example.org";

    [Fact]
    public async Task Behind_the_proxy_of_the_guide_the_site_is_https_through_and_through()
    {
        await using var site = new RunningSite { Arguments = ["--address", $"https://{Name}", "--proxies", "127.0.0.1"] };
        await site.InitializeAsync();
        using var proxy = await Proxy.Start(site);
        using var browser = proxy.Client();

        using (var plain = await browser.GetAsync($"http://{Name}/subjects?a=b"))
            Assert.Equal((HttpStatusCode.MovedPermanently, $"https://{Name}/subjects?a=b"), (plain.StatusCode, plain.Headers.Location?.OriginalString));
        Assert.Equal("ok", await browser.GetStringAsync($"https://{Name}/readyz"));
        Assert.Contains($"<link rel=\"canonical\" href=\"https://{Name}/subjects\"", await browser.GetStringAsync($"https://{Name}/subjects"), StringComparison.Ordinal);

        var page = await browser.GetStringAsync($"https://{Name}/account/new");
        Assert.DoesNotContain("plain http", page, StringComparison.Ordinal);
        using var form = new FormUrlEncodedContent([new("name", "Proxy Ann"), new("age", "Adult"), new("password", Actor.Password), new("token", Actor.TokenIn(page))]);
        using var joined = await browser.PostAsync($"https://{Name}/account/new", form);
        Assert.Equal(HttpStatusCode.OK, joined.StatusCode);
        var set = joined.Headers.GetValues("Set-Cookie").Single(c => c.Contains("ramify=", StringComparison.Ordinal));
        Assert.StartsWith("__Host-ramify=", set, StringComparison.Ordinal);
        Assert.Contains("; secure", set, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", set, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Proxy Ann", await browser.GetStringAsync($"https://{Name}/account"), StringComparison.Ordinal);

        using var large = new MultipartFormDataContent { { new StringContent(new string('a', 14_500_000)), "text" } };
        using var refused = await browser.PostAsync($"https://{Name}/new", large);
        Assert.Contains("A map may be at most 10 MB", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_plain_http_on_a_network_the_page_says_in_one_sentence_what_does_not_work()
    {
        await using var site = new RunningSite();
        await site.InitializeAsync();
        using var client = site.Client();
        foreach (var path in (string[])["/account/sign-in", "/account/new"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = "192.168.1.20:5080" } };
            using var answer = await client.SendAsync(request);
            Assert.Contains("This address is plain http: reading, editing and revising work; passkeys and working offline need one that begins with https.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.DoesNotContain("plain http", await client.GetStringAsync(path), StringComparison.Ordinal);
        }
    }

    /// <summary>nginx with the guide's configuration on free ports, its own folder and a certificate for the guide's name.</summary>
    private sealed class Proxy : IDisposable
    {
        private readonly string folder = Directory.CreateTempSubdirectory("ramify-nginx-").FullName;
        private readonly int plainPort = FreePort(), securePort = FreePort();
        private readonly X509Certificate2 certificate = MakeCertificate();
        private Process? nginx;

        public static async Task<Proxy> Start(RunningSite site)
        {
            var proxy = new Proxy();
            proxy.Configure(new Uri(site.Root).Port);
            proxy.nginx = Process.Start(new ProcessStartInfo(Program(), ["-p", proxy.folder, "-c", Path.Combine(proxy.folder, "nginx.conf"), "-e", Path.Combine(proxy.folder, "error.log")]))!;
            for (var i = 0; i < 100; i++)
            {
                using var socket = new TcpClient();
                try
                {
                    await socket.ConnectAsync(IPAddress.Loopback, proxy.securePort);
                    return proxy;
                }
                catch (SocketException)
                {
                    await Task.Delay(100);
                }
            }
            throw new InvalidOperationException("nginx did not start: " + File.ReadAllText(Path.Combine(proxy.folder, "error.log")));
        }

        /// <summary>A browser for which the guide's name is this machine, and which trusts this one certificate.</summary>
        public HttpClient Client() => new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectCallback = async (connection, cancel) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(IPAddress.Loopback, connection.DnsEndPoint.Port == 443 ? securePort : plainPort, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, given, _, _) => given?.GetCertHashString() == certificate.GetCertHashString() },
        });

        public void Dispose()
        {
            if (nginx is not null)
            {
                nginx.Kill(entireProcessTree: true);
                nginx.WaitForExit();
                nginx.Dispose();
            }
            certificate.Dispose();
            Directory.Delete(folder, recursive: true);
        }

        private void Configure(int port)
        {
            File.WriteAllText(Path.Combine(folder, "site.pem"), certificate.ExportCertificatePem());
            using var key = certificate.GetRSAPrivateKey()!;
            File.WriteAllText(Path.Combine(folder, "site.key"), key.ExportPkcs8PrivateKeyPem());
            var recipe = Regex.Match(Guide(), "```nginx\n(.*?)```", RegexOptions.Singleline, TimeSpan.FromSeconds(1)).Groups[1].Value;
            foreach (var (from, to) in new[]
            {
                ("listen 80;", $"listen 127.0.0.1:{plainPort};"), ("listen 443 ssl;", $"listen 127.0.0.1:{securePort} ssl;"), ("http://127.0.0.1:5080;", $"http://127.0.0.1:{port};"),
                ("/etc/ssl/maps.example.org.pem", Path.Combine(folder, "site.pem")), ("/etc/ssl/maps.example.org.key", Path.Combine(folder, "site.key")),
            })
            {
                Assert.Contains(from, recipe, StringComparison.Ordinal);
                recipe = recipe.Replace(from, to, StringComparison.Ordinal);
            }
            var temporary = string.Concat(((string[])["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]).Select(t => $"{t}_temp_path {folder}/{t};\n"));
            File.WriteAllText(Path.Combine(folder, "nginx.conf"), $"{(Environment.UserName == "root" ? "user root;" : "")}\ndaemon off;\npid {folder}/nginx.pid;\nevents {{}}\nhttp {{\naccess_log off;\n{temporary}{recipe}\n}}\n");
        }

        private static X509Certificate2 MakeCertificate()
        {
            using var key = RSA.Create(2048);
            var request = new CertificateRequest($"CN={Name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(Name);
            request.CertificateExtensions.Add(names.Build());
            return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
        }

        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        // Debian has it where only root's PATH leads.
        private static string Program() => ((string[])["/usr/sbin/nginx", "/usr/bin/nginx", "/opt/homebrew/bin/nginx"]).FirstOrDefault(File.Exists) ?? "nginx";

        private static string Guide([CallerFilePath] string here = "") => File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "../../../../docs/guide/https.md"));
    }
}
