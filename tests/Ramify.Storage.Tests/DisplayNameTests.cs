namespace Ramify.Storage.Tests;

public sealed class DisplayNameTests
{
    [Theory]
    [InlineData("Ann")]
    [InlineData("Ann-Marie O'Neill")]
    [InlineData("José Ñuñez")]
    [InlineData("Łukasz")]
    [InlineData("Юлия")]
    [InlineData("Ελένη")]
    [InlineData("李小龍")]
    [InlineData("محمد")]
    [InlineData("Badminton fan")]
    [InlineData("Class 10b")]
    public void Names_of_people_are_taken(string name) => Assert.Null(DisplayName.Fault(name));

    [Theory]
    [InlineData("A")]
    [InlineData(" Ann")]
    [InlineData("Ann  Marsh")]
    [InlineData("Ann\u202Emod")]
    [InlineData("Ann\u200Bmarsh")]
    [InlineData("Ann\nMarsh")]
    [InlineData("Ann <b>")]
    [InlineData("Аnn")] // a Cyrillic A before Latin letters
    [InlineData("𝐀𝐧𝐧")] // mathematical bold
    [InlineData("admin")]
    [InlineData("Admin Ann")]
    [InlineData("m0derator")]
    [InlineData("Rarnify")]
    [InlineData("R.a.m.i.f.y")]
    [InlineData("ring 07700900")]
    [InlineData("deleted person")]
    public void B09_Names_that_deceive_are_refused(string name) => Assert.NotNull(DisplayName.Fault(name));

    [Theory]
    [InlineData("Ann Marsh", "ann.marsh")]
    [InlineData("Ann Marsh", "Ann Ma rsh")]
    [InlineData("Paul", "РаuӀ")]
    [InlineData("сосо", "coco")]
    [InlineData("Bill 01", "BlIl O1")]
    [InlineData("Emma", "Ernma")]
    [InlineData("José", "Jose")]
    public void B09_Names_that_look_alike_are_the_same(string one, string other) => Assert.Equal(DisplayName.Skeleton(one), DisplayName.Skeleton(other));
}
