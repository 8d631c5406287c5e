using Ramify.Keys;

namespace Ramify.Tests.Keys;

public sealed class KeyTableTests
{
    [Fact]
    public void No_key_means_two_things_at_once()
    {
        foreach (var mode in new[] { KeyMode.Read, KeyMode.Edit })
        {
            var keys = KeyTable.Rows.Where(r => r.Mode is KeyMode.Read || r.Mode == mode).SelectMany(r => r.Keys).ToList();
            Assert.Equal(keys.Distinct(), keys);
        }
    }

    [Fact]
    public void Actions_are_words_in_small_letters_and_each_is_there_once()
    {
        Assert.Equal(KeyTable.Rows.Select(r => r.Action).Distinct(), KeyTable.Rows.Select(r => r.Action));
        Assert.All(KeyTable.Rows, row => Assert.Matches("^[a-z]+(-[a-z]+)*$", row.Action));
        Assert.All(KeyTable.Rows, row => Assert.NotEmpty(row.What));
    }

    [Fact]
    public void Modifiers_stand_in_one_order()
    {
        Assert.All(KeyTable.Rows.SelectMany(r => r.Keys), key => Assert.Matches("^(Ctrl\\+)?(Alt\\+)?(Shift\\+)?[^+]+$", key));
    }
}
