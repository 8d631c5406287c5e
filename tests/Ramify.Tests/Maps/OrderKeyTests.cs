using CsCheck;
using Ramify.Maps;

namespace Ramify.Tests.Maps;

public sealed class OrderKeyTests
{
    [Fact]
    public void Keys_appended_or_prepended_stay_short_and_in_order()
    {
        string up = OrderKey.First, down = OrderKey.First;
        for (var i = 0; i < 100_000; i++)
        {
            var (nextUp, nextDown) = (OrderKey.After(up), OrderKey.Before(down));
            Assert.True(string.CompareOrdinal(up, nextUp) < 0 && string.CompareOrdinal(nextDown, down) < 0);
            (up, down) = (nextUp, nextDown);
        }
        Assert.True(up.Length <= 5 && down.Length <= 5, $"{up} {down}");
    }

    [Fact]
    public void A_key_between_two_lies_strictly_between() =>
        Gen.Int[0, 1000].Array[1, 200].Sample(places =>
        {
            var keys = new List<string>();
            foreach (var place in places)
            {
                var at = place % (keys.Count + 1);
                var key = OrderKey.Between(at == 0 ? null : keys[at - 1], at == keys.Count ? null : keys[at]);
                if (key.Length > MapLimits.KeyLength) continue;
                keys.Insert(at, key);
                Assert.True(OrderKey.IsValid(key), key);
            }
            Assert.Equal(keys.Order(StringComparer.Ordinal).Distinct(), keys);
        });
}
