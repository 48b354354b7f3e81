package dev.agentpool.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputPathTest {
  private static final String JSON =
      """
      {"verdict":"fix","n":1.50,"big":12345678901234567890,"ok":true,"none":null,
       "items":[{"name":"a"},{"name":"b","tags":["x","y"]}],"o":{"k":"v"},"a[0]":"odd"}
      """;

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "  "})
  void aDotOrNothingIsTheWholeOutput(String path) {
    assertThat(new OutputPath(path).in("not {json").value()).contains("not {json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "verdict|fix",
        ".verdict|fix",
        "n|1.50",
        "big|12345678901234567890",
        "ok|true",
        "none|null",
        "items.0.name|a",
        "items[1].name|b",
        "items[1].tags[0]|x",
        "items.1.tags|[\"x\",\"y\"]",
        "o|{\"k\":\"v\"}"
      })
  void walksKeysAndIndices(String path, String expected) {
    assertThat(new OutputPath(path).in(JSON).value()).contains(expected);
  }

  @Test
  void walksAListAtTheTop() {
    assertThat(new OutputPath("[1].a").in("[{},{\"a\":2}]").value()).contains("2");
    assertThat(new OutputPath("1.a").in("[{},{\"a\":2}]").value()).contains("2");
  }

  @Test
  void findsJsonInAFence() {
    String output = "Here:\n```json\n{\"v\": \"yes\"}\n```\nand code\n```java\nclass A {}\n```\n";
    assertThat(new OutputPath("v").in(output).value()).contains("yes");
  }

  @Test
  void prefersTheLastFence() {
    String output = "Draft:\n```\n{\"v\": 1}\n```\nFinal:\n```\n{\"v\": 2}\n```";
    assertThat(new OutputPath("v").in(output).value()).contains("2");
  }

  @Test
  void findsJsonInProse() {
    String output =
        "As {I said} in [1], the \"result\" is {\"v\": \"a } b\", \"w\": [1]} as wanted.";
    assertThat(new OutputPath("v").in(output).value()).contains("a } b");
  }

  @Test
  void doesNotTakeAPartForTheWhole() {
    assertThat(new OutputPath("v").in("{\"outer\":{\"v\":1}}").value()).isEmpty();
    assertThat(new OutputPath("v").in("so: {\"outer\":{\"v\":1}} there").value()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "verdict.x|'verdict' is neither an object nor a list",
        "nope|the JSON has no key 'nope'",
        "items.7|'items' is a list of 2, it has no '7'",
        "items.-1|'items' is a list of 2",
        "items.99999999999999999999|'items' is a list of 2",
        "o..k|'o' has no key ''"
      })
  void saysWhatIsMissing(String path, String reason) {
    OutputPath.Found found = new OutputPath(path).in(JSON);
    assertThat(found).isInstanceOf(OutputPath.Found.Nothing.class);
    assertThat(found.toString()).contains(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plain words", "42", "{\"v\": 1", "\"text\"", "```json\nnope\n```"})
  void saysWhenThereIsNoJson(String output) {
    assertThat(new OutputPath("v").in(output).toString()).contains("no JSON object or list");
  }

  @Test
  void bracesWithoutEndCostLittle() {
    assertThat(new OutputPath("v").in("{".repeat(300_000)).value()).isEmpty();
    assertThat(new OutputPath("v").in("{\"a\":".repeat(100_000)).value()).isEmpty();
    assertThat(new OutputPath("v").in("```x\n".repeat(50_000)).value()).isEmpty();
    assertThat(new OutputPath("v").in("```" + "a".repeat(1_000_000)).value()).isEmpty();
  }
}
