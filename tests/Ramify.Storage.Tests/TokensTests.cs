using Microsoft.Data.Sqlite;
using Ramify.Storage.Model;

namespace Ramify.Storage.Tests;

public sealed class TokensTests
{
    [Fact]
    public void A_token_speaks_for_its_person_until_it_is_taken_back()
    {
        using var temp = new TempLibrary();
        var (ann, ben) = (temp.AddPerson("Ann"), temp.AddPerson("Ben"));
        var word = temp.Library.Tokens.Make(ann, "my script", TokenScopes.Read, TimeSpan.FromDays(30))!;
        Assert.Equal(("Ann", TokenScopes.Read), (temp.Library.Tokens.Find(word)?.Person.Name, temp.Library.Tokens.Find(word)!.Scopes));
        var token = temp.Library.Tokens.Of(ann).Single();
        Assert.Equal("my script", token.Name);
        Assert.NotNull(token.UsedAt);
        Assert.False(temp.Library.Tokens.End(ben, token.Id));
        Assert.True(temp.Library.Tokens.End(ann, token.Id));
        Assert.Null(temp.Library.Tokens.Find(word));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ramify_")]
    [InlineData("ramify_AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void A_word_that_is_no_token_opens_nothing(string word)
    {
        using var temp = new TempLibrary();
        Assert.Null(temp.Library.Tokens.Find(word));
    }

    [Fact]
    public async Task E23_The_word_of_a_token_is_kept_nowhere()
    {
        using var temp = new TempLibrary();
        var word = temp.Library.Tokens.Make(temp.AddPerson("Ann"), "my script", TokenScopes.Read, TimeSpan.FromDays(30))!;
        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(temp.Folder)) Assert.DoesNotContain(word[^22..], await File.ReadAllTextAsync(file, System.Text.Encoding.Latin1, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_ends_after_its_time_and_after_a_year_at_most()
    {
        var clock = new Clock();
        var folder = Directory.CreateTempSubdirectory("ramify-token-").FullName;
        var library = Library.Open(folder, clock);
        var ann = TempLibrary.AddPerson(library, "Ann");
        var (month, ever) = (library.Tokens.Make(ann, "a month", TokenScopes.Read, TimeSpan.FromDays(30))!, library.Tokens.Make(ann, "for ever", TokenScopes.Read, TimeSpan.FromDays(9999))!);
        clock.Now += TimeSpan.FromDays(31);
        Assert.Null(library.Tokens.Find(month));
        Assert.NotNull(library.Tokens.Find(ever));
        clock.Now += TimeSpan.FromDays(335);
        Assert.Null(library.Tokens.Find(ever));
        Assert.Empty(library.Tokens.Of(ann));
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_person_has_twenty_tokens_at_most()
    {
        using var temp = new TempLibrary();
        var ann = temp.AddPerson("Ann");
        Assert.Equal(Tokens.MostOfOne, Enumerable.Range(0, Tokens.MostOfOne + 2).Count(i => temp.Library.Tokens.Make(ann, $"program {i}", TokenScopes.Read, TimeSpan.FromDays(1)) is not null));
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
