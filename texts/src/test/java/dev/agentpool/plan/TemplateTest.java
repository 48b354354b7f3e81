package dev.agentpool.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
  private static String render(String text, Map<String, String> values) {
    return Template.of(text).render(reference -> values.get(reference.text()));
  }

  @Test
  void putsInPreviousOutputStepValuesBindingsAndTheError() {
    String text = "{previous_output}|{steps.plan.output}|{target}|{error}";
    Map<String, String> values =
        Map.of(
            "{previous_output}", "P", "{steps.plan.output}", "S", "{target}", "T", "{error}", "E");
    assertThat(render(text, values)).isEqualTo("P|S|T|E");
  }

  @Test
  void leavesAnUnknownReferenceAsItIsWritten() {
    assertThat(render("see {nobody} and {steps.a.b}", Map.of()))
        .isEqualTo("see {nobody} and {steps.a.b}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1}",
        "{ previous_output }",
        "if (x) { return y; }",
        "{}",
        "{{}}",
        "{1}",
        "{steps.}",
        "{steps..}",
        "{steps.a}",
        "{steps.a.}",
        "{steps.a\n.b}",
        "${",
        "}{",
        "{a b}",
        "\\{",
        ""
      })
  void leavesBracesThatAreNoPlaceholderAlone(String text) {
    Template template = Template.of(text);
    assertThat(template.references()).isEmpty();
    assertThat(template.render(_ -> "WRONG")).isEqualTo(text);
  }

  @Test
  void takesTheInnermostBracesForThePlaceholder() {
    assertThat(render("{{previous_output}}", Map.of("{previous_output}", "x"))).isEqualTo("{x}");
    assertThat(render("{\"a\":\"{name}\"}", Map.of("{name}", "x"))).isEqualTo("{\"a\":\"x\"}");
  }

  @Test
  void neverLooksAtAValueAgain() {
    Map<String, String> values =
        Map.of(
            "{previous_output}", "{steps.secret.output}{target}{error}",
            "{steps.secret.output}", "LEAK",
            "{target}", "{previous_output}",
            "{error}", "LEAK");
    assertThat(render("{previous_output} / {target}", values))
        .isEqualTo("{steps.secret.output}{target}{error} / {previous_output}");
  }

  @Test
  void valuesCannotJoinIntoAPlaceholder() {
    Map<String, String> values =
        Map.of("{a}", "{previous_", "{b}", "output}", "{previous_output}", "LEAK");
    assertThat(render("{a}{b}", values)).isEqualTo("{previous_output}");
  }

  @Test
  void valuesWithDollarsAndBackslashesComeAsTheyAre() {
    assertThat(render("{a}", Map.of("{a}", "$1 \\ $& ${x}"))).isEqualTo("$1 \\ $& ${x}");
  }

  @Test
  void aStepsNameMayHaveDotsSpacesAndAnIndex() {
    assertThat(Template.of("{steps.v1.2 check.verdict} {steps.review[0].output}").references())
        .containsExactly(
            new Reference.StepValue("v1.2 check", "verdict"),
            new Reference.StepValue("review[0]", "output"));
  }

  @Test
  void listsEachReferenceOnce() {
    assertThat(Template.of("{x} {previous_output} {x}").references())
        .containsExactly(new Reference.Binding("x"), new Reference.PreviousOutput());
  }

  @Test
  void rendersRandomTextsAsANaiveScannerDoes() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> scraps =
        List.of(
            "{",
            "}",
            "{previous_output}",
            "{error}",
            "{steps.a.b}",
            "{steps.a.",
            "steps",
            ".",
            "a",
            "b}",
            "{a}",
            "{b-c}",
            "{steps.x[0].output}",
            "\n",
            " ",
            "\"",
            "$0",
            "\\",
            "é",
            "😀");
    for (int round = 0; round < 5_000; round++) {
      String text = random(random, scraps, 12);
      Map<String, String> values = new HashMap<>();
      for (String key :
          List.of("previous_output", "error", "steps.a.b", "a", "steps.x[0].output")) {
        if (random.nextBoolean()) {
          values.put(key, random(random, scraps, 4));
        }
      }
      String rendered = Template.of(text).render(r -> values.get(bare(r.text())));
      assertThat(rendered)
          .as("seed %d, round %d: %s", seed, round, text)
          .isEqualTo(naive(text, values));
    }
  }

  private static String random(Random random, List<String> scraps, int most) {
    List<String> parts = new ArrayList<>();
    for (int i = random.nextInt(most); i >= 0; i--) {
      parts.add(scraps.get(random.nextInt(scraps.size())));
    }
    return String.join("", parts);
  }

  private static String bare(String placeholder) {
    return placeholder.substring(1, placeholder.length() - 1);
  }

  /** At each place: does one of the known keys stand here in braces? */
  private static String naive(String text, Map<String, String> values) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    next:
    while (at < text.length()) {
      for (Map.Entry<String, String> value : values.entrySet()) {
        String placeholder = "{" + value.getKey() + "}";
        if (text.startsWith(placeholder, at)) {
          out.append(value.getValue());
          at += placeholder.length();
          continue next;
        }
      }
      out.append(text.charAt(at++));
    }
    return out.toString();
  }
}
