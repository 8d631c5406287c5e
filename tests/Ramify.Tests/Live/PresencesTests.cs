using Ramify.Live;

namespace Ramify.Tests.Live;

public sealed class PresencesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly Presences people = new();

    [Fact]
    public void L14_everybody_gets_a_colour_of_their_own_as_long_as_there_are_eight()
    {
        for (var i = 1; i <= 8; i++) people.Put(Client(i), $"P{i}", null, Now);
        Assert.Equal(Enumerable.Range(1, 8), people.All.Select(person => person.Colour).Order());
        people.Put(Client(3), "P3", Client(99), Now);
        Assert.Equal(3, people.All.Single(person => person.Client == Client(3)).Colour);
    }

    [Fact]
    public void L14_whoever_is_not_heard_of_for_thirty_seconds_is_gone()
    {
        people.Put(Client(1), "Ann", null, Now);
        people.Put(Client(2), "Bob", null, Now.AddSeconds(20));
        Assert.False(people.Expire(Now.AddSeconds(30)));
        Assert.True(people.Expire(Now.AddSeconds(31)));
        Assert.Equal("Bob", Assert.Single(people.All).Name);
        Assert.True(people.Remove(Client(2)));
        Assert.False(people.Remove(Client(2)));
    }

    [Fact]
    public void L14_only_what_others_would_see_counts_as_news()
    {
        Assert.True(people.Put(Client(1), "Ann", null, Now));
        Assert.False(people.Put(Client(1), "Ann", null, Now.AddSeconds(10)));
        Assert.True(people.Put(Client(1), "Ann", Client(7), Now.AddSeconds(20)));
    }

    [Fact]
    public void L14_a_crowd_is_bounded()
    {
        for (var i = 1; i <= 200; i++) people.Put(Client(i), new string('x', 500), null, Now);
        Assert.Equal(Presences.Most, people.All.Count);
        Assert.All(people.All, person => Assert.Equal(60, person.Name.Length));
    }

    private static Guid Client(int i) => new(i, 1, 1, new byte[8]);
}
