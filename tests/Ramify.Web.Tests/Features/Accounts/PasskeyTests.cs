using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Ramify.Web.Tests.Features.Accounts;

/// <summary>Passkeys with Chromium's virtual authenticator.</summary>
public sealed class PasskeyTests(RunningSite site, Chromium chromium)
{
    [Fact]
    public async Task Somebody_joins_with_a_passkey_signs_out_and_signs_in_with_it()
    {
        var device = await Device.Open(chromium, site);
        await device.Join("Key Ann");
        Assert.EndsWith("/account/recovery-codes", device.Page.Url, StringComparison.Ordinal);
        await device.SignOut();
        await device.Page.GotoAsync(site.Root + "/account/sign-in?back=%2Faccount%2Fpasskeys");
        await device.Page.GetByRole(AriaRole.Button, new() { Name = "Use a passkey" }).ClickAsync();
        await device.Page.WaitForURLAsync("**/account/passkeys");
        Assert.Equal("Key Ann", await device.Page.Locator("[data-account]").TextContentAsync());
    }

    [Fact]
    public async Task C06_Removing_a_passkey_ends_the_sessions_of_other_browsers()
    {
        var device = await Device.Open(chromium, site);
        await device.Join("Key Ben");
        var other = await Device.Open(chromium, site);
        await other.Page.Context.AddCookiesAsync((await device.Page.Context.CookiesAsync()).Where(c => c.Name == "ramify").Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = site.Root }));
        await device.Page.Context.ClearCookiesAsync();
        await device.Enter();
        await device.Page.GotoAsync(site.Root + "/account/passkeys");
        await device.Page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await device.Page.GetByText("You have none").WaitForAsync();
        await other.Page.GotoAsync(site.Root + "/account");
        Assert.Contains("/account/sign-in", other.Page.Url, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("origin", "Key Wrong Origin")]
    [InlineData("subdomain", "Key Subdomain")]
    [InlineData("rp", "Key Wrong Party")]
    [InlineData("unverified", "Key Unseen")]
    [InlineData("challenge", "Key Other Dare")]
    public async Task C07_A_passkey_made_for_somewhere_else_or_by_nobody_is_refused(string fault, string name)
    {
        var device = await Device.Open(chromium, site);
        await device.Page.RouteAsync("**/account/new/passkey", route => route.ContinueAsync(new() { PostData = Encoding.Latin1.GetBytes(Forge(Encoding.Latin1.GetString(route.Request.PostDataBuffer!), fault, site)) }));
        await device.TryJoin(name);
        await device.Refused();
        Assert.DoesNotContain(await device.Page.Context.CookiesAsync(), c => c.Name == "ramify");
    }

    [Fact]
    public async Task C07_An_answer_that_was_given_once_is_refused_the_second_time()
    {
        var device = await Device.Open(chromium, site);
        await device.Join("Key Replay");
        await device.SignOut();
        byte[]? answer = null;
        IReadOnlyDictionary<string, string>? headers = null;
        device.Page.Request += (_, request) =>
        {
            if (request.Url.EndsWith("/sign-in/passkey", StringComparison.Ordinal)) (answer, headers) = (request.PostDataBuffer, request.Headers);
        };
        var before = await device.Page.Context.CookiesAsync();
        await device.Enter();
        await device.SignOut();
        await device.Page.Context.AddCookiesAsync(before.Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = site.Root }));
        using var replay = site.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/account/sign-in/passkey") { Content = new ByteArrayContent(answer!) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", headers!["content-type"]);
        request.Headers.Add("Cookie", string.Join("; ", (await device.Page.Context.CookiesAsync()).Select(c => $"{c.Name}={c.Value}")));
        using var refused = await replay.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True((int)refused.StatusCode is 400 or 422, refused.StatusCode.ToString());
        Assert.False(refused.Headers.TryGetValues("Set-Cookie", out var set) && set.Any(c => c.StartsWith("ramify=", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task C07_A_copied_key_whose_count_falls_behind_is_refused()
    {
        var device = await Device.Open(chromium, site);
        await device.Join("Key Copied");
        var early = await device.Credential();
        await device.SignOut();
        await device.Enter();
        await device.SignOut();
        await device.Replace(early);
        await device.TryEnter();
        await device.Refused();
    }

    [Fact]
    public async Task C07_A_key_that_nobody_registered_is_refused()
    {
        var device = await Device.Open(chromium, site);
        await device.Join("Key Known");
        var credential = await device.Credential();
        await device.SignOut();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        credential["credentialId"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        credential["privateKey"] = Convert.ToBase64String(key.ExportPkcs8PrivateKey());
        await device.Replace(credential);
        await device.TryEnter();
        await device.Refused();
    }

    [Fact]
    public async Task C07_A_sign_in_without_the_person_being_verified_is_refused()
    {
        var device = await Device.Open(chromium, site);
        await device.Join("Key Asleep");
        await device.SignOut();
        await device.Verify(false);
        await device.TryEnter();
        await device.Refused();
    }

    /// <summary>The answer of an honest browser, changed as a dishonest one would: an attestation of none is not signed.</summary>
    private static string Forge(string body, string fault, RunningSite site)
    {
        var from = body.IndexOf("{\"id\"", StringComparison.Ordinal);
        var to = body.IndexOf("\r\n--", from, StringComparison.Ordinal);
        var credential = JsonNode.Parse(body[from..to])!;
        var response = credential["response"]!;
        var client = JsonNode.Parse(Base64Url.DecodeFromChars(response["clientDataJSON"]!.GetValue<string>()))!;
        if (fault == "origin") client["origin"] = "https://evil.example";
        if (fault == "subdomain") client["origin"] = site.Root.Replace("//", "//sub.", StringComparison.Ordinal);
        if (fault == "challenge") client["challenge"] = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        response["clientDataJSON"] = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(client));
        var attestation = Base64Url.DecodeFromChars(response["attestationObject"]!.GetValue<string>());
        var party = attestation.AsSpan().IndexOf(SHA256.HashData("localhost"u8));
        Assert.True(party > 0);
        if (fault == "rp") attestation[party] ^= 1;
        // Bit 2 of the flags behind the hash: the person was verified.
        if (fault == "unverified") attestation[party + 32] &= unchecked((byte)~4);
        response["attestationObject"] = Base64Url.EncodeToString(attestation);
        return body[..from] + credential.ToJsonString() + body[to..];
    }

    /// <summary>A browser with an authenticator of its own.</summary>
    private sealed class Device(IPage page, ICDPSession protocol, string authenticator, RunningSite site)
    {
        public IPage Page => page;

        public static async Task<Device> Open(Chromium chromium, RunningSite site)
        {
            var page = await chromium.Open();
            var protocol = await page.Context.NewCDPSessionAsync(page);
            await protocol.SendAsync("WebAuthn.enable");
            var added = await protocol.SendAsync("WebAuthn.addVirtualAuthenticator", new()
            {
                ["options"] = new Dictionary<string, object>
                {
                    ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true,
                    ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
                },
            });
            return new Device(page, protocol, added!.Value.GetProperty("authenticatorId").GetString()!, site);
        }

        public async Task Join(string name)
        {
            await TryJoin(name);
            await page.WaitForURLAsync("**/account/recovery-codes");
        }

        public async Task TryJoin(string name)
        {
            await page.GotoAsync(site.Root + "/account/new");
            await page.GetByLabel("Display name").FillAsync(name);
            await page.GetByLabel("13 to 17").CheckAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Use a passkey instead of a password" }).ClickAsync();
        }

        public async Task Enter()
        {
            await TryEnter();
            await page.WaitForURLAsync("**/account");
        }

        public async Task TryEnter()
        {
            await page.GotoAsync(site.Root + "/account/sign-in");
            if (!page.Url.EndsWith("/sign-in", StringComparison.Ordinal)) return;
            await page.GetByRole(AriaRole.Button, new() { Name = "Use a passkey" }).ClickAsync();
        }

        public async Task SignOut()
        {
            await page.GotoAsync(site.Root + "/account");
            await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
            await page.WaitForURLAsync("**/account/sign-in");
        }

        public Task Refused() => Assertions.Expect(page.Locator("[data-fault]")).ToContainTextAsync("passkey");

        public async Task Verify(bool present) => await protocol.SendAsync("WebAuthn.setUserVerified", new() { ["authenticatorId"] = authenticator, ["isUserVerified"] = present });

        public async Task<JsonObject> Credential()
        {
            var all = await protocol.SendAsync("WebAuthn.getCredentials", new() { ["authenticatorId"] = authenticator });
            return JsonNode.Parse(all!.Value.GetProperty("credentials")[0].GetRawText())!.AsObject();
        }

        public async Task Replace(JsonObject credential)
        {
            await protocol.SendAsync("WebAuthn.clearCredentials", new() { ["authenticatorId"] = authenticator });
            await protocol.SendAsync("WebAuthn.addCredential", new() { ["authenticatorId"] = authenticator, ["credential"] = JsonSerializer.Deserialize<Dictionary<string, object>>(credential)! });
        }
    }
}
