using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Ramify.Storage;

/// <summary>Words that open something for whoever knows them.</summary>
public static class Secret
{
    /// <summary>Characters of a secret.</summary>
    public const int Length = 22;

    /// <summary>128 random bits in base64url.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

    /// <summary>What is kept of a secret that somebody else holds. It has 128 bits: one round is enough.</summary>
    internal static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    internal static bool Fits(string? secret, byte[]? hash) =>
        secret is not null && hash is not null && CryptographicOperations.FixedTimeEquals(Hash(secret), hash);
}
