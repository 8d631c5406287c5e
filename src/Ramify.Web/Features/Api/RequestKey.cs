using System.Security.Cryptography;
using System.Text;

namespace Ramify.Web.Features.Api;

/// <summary>A program's own name for a request (Idempotency-Key), so that it can be sent again without being done again.</summary>
internal static class RequestKey
{
    public const string Header = "Idempotency-Key";
    private const int Longest = 255;

    /// <summary>The key; null where the request has none. What is none is "" .</summary>
    public static string? Of(HttpRequest request) => request.Headers[Header] switch
    {
        [] => null,
        [{ Length: >= 1 and <= Longest } key] when key.All(c => c is >= ' ' and <= '~') => key,
        _ => "",
    };

    /// <summary>SHA-256 of what is asked: the address, then the body.</summary>
    public static byte[] Hash(HttpRequest request, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}\n"));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }
}
