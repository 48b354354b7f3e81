package dev.agentpool.skill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.agentpool.skill.Skill.Argument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SkillRendererTest {
  private final SkillRenderer renderer = new SkillRenderer();

  private static Skill skill(String prompt, String... arguments) {
    List<Argument> declared = new ArrayList<>();
    for (String name : arguments) {
      declared.add(new Argument(name.replace("*", ""), "", name.endsWith("*")));
    }
    return Skill.runtime("s", "d", prompt, declared, null, Map.of());
  }

  private String render(String prompt, Map<String, String> values, String... arguments) {
    return renderer.render(skill(prompt, arguments), values);
  }

  @Test
  void aMissingRequiredArgumentNamesArgumentAndSkill() {
    Skill review =
        Skill.runtime(
            "code_review", "", "x", List.of(new Argument("target", "", true)), null, Map.of());
    SkillException refused =
        catchThrowableOfType(
            SkillException.class, () -> renderer.render(review, Map.of("other", "x")));
    assertThat(refused).hasMessage("missing required argument 'target' for skill 'code_review'");
    assertThat(refused.code()).isEqualTo(SkillException.Code.MISSING_ARGUMENT);
    assertThat(renderer.render(review, Map.of("target", ""))).isEqualTo("x");
  }

  @Test
  void namedPlaceholdersTakeEverySuppliedValueDeclaredOrNot() {
    assertThat(render("{a} {b} {c} {{a}} ${a} {", Map.of("a", "1", "b", "2"), "a"))
        .isEqualTo("1 2 {c} {1} $1 {");
  }

  @Test
  void positionsFollowTheDeclarationAndSkipWhatIsNotSupplied() {
    assertThat(render("$0|$1|$ARGUMENTS[1]|$ARGUMENTS", Map.of("c", "C", "a", "A"), "a", "b", "c"))
        .isEqualTo("A|C|C|A C");
  }

  @Test
  void tenIsNotOne() {
    Map<String, String> values = new LinkedHashMap<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i <= 10; i++) {
      names.add("n" + i);
      values.put("n" + i, "v" + i);
    }
    assertThat(render("$10 $1 $ARGUMENTS[10]", values, names.toArray(String[]::new)))
        .startsWith("v10 v1 v10");
    assertThat(render("$0 $10", Map.of("n0", "x", "n1", "y"), "n0", "n1")).isEqualTo("x $10");
  }

  @Test
  void missingIndicesStayAsTheyAre() {
    assertThat(
            render(
                "$3 $ARGUMENTS[7] $ARGUMENTS[x] $01 $99999999999 $ARGUMENTSX $ 5$",
                Map.of("a", "A"),
                "a"))
        .isEqualTo("$3 $ARGUMENTS[7] A[x] $01 $99999999999 $ARGUMENTSX $ 5$");
  }

  @Test
  void valuesAreNeverLookedAtAgain() {
    Map<String, String> values =
        Map.of("a", "{b} $1 $ARGUMENTS ${CLAUDE_SKILL_DIR} !`id`", "b", "{a}\\$0");
    assertThat(render("{a}-{b}", values, "a", "b"))
        .isEqualTo("{b} $1 $ARGUMENTS ${CLAUDE_SKILL_DIR} !`id`-{a}\\$0");
    assertThat(render("$1-$0", values, "a", "b"))
        .isEqualTo("{a}\\$0-{b} $1 $ARGUMENTS ${CLAUDE_SKILL_DIR} !`id`");
  }

  @Test
  void valuesThatHaveNoPlaceAreAppended() {
    assertThat(render("do it", Map.of("a", "x", "b", "y"), "a", "b"))
        .isEqualTo("do it\n\nARGUMENTS: x y");
    assertThat(render("do $1", Map.of("a", "x", "b", "y"), "a", "b"))
        .isEqualTo("do y\n\nARGUMENTS: x y");
    assertThat(render("do {c}", Map.of("a", "x", "c", "z"), "a"))
        .as("a placeholder that is not declared does not count")
        .isEqualTo("do z\n\nARGUMENTS: x");
  }

  @Test
  void nothingIsAppendedWhenThereIsAPlaceOrNothingToSay() {
    assertThat(render("do $0", Map.of("a", "x"), "a")).isEqualTo("do x");
    assertThat(render("do $ARGUMENTS[0]", Map.of("a", "x"), "a")).isEqualTo("do x");
    assertThat(render("do {a}", Map.of("a", "x", "b", "y"), "a", "b")).isEqualTo("do x");
    assertThat(render("do {b}", Map.of("a", "x"), "a", "b")).isEqualTo("do {b}");
    assertThat(render("do", Map.of("a", ""), "a")).isEqualTo("do");
    assertThat(render("do", Map.of("undeclared", "x"))).isEqualTo("do");
  }

  @Test
  void aValueThatLooksLikeAPlaceholderDoesNotPreventAppending() {
    assertThat(render("do {u}", Map.of("a", "x", "u", "$ARGUMENTS"), "a"))
        .isEqualTo("do $ARGUMENTS\n\nARGUMENTS: x");
  }

  @Test
  void aSkillThatDeclaresNothingMayBeGivenArguments() {
    assertThat(render("fix $0 ($1) all: $ARGUMENTS", Map.of("arguments", "12 high")))
        .isEqualTo("fix 12 (high) all: 12 high");
    assertThat(render("fix", Map.of("arguments", "12"))).isEqualTo("fix\n\nARGUMENTS: 12");
  }

  @Test
  void theSkillsDirectoryIsPutInOrSaidToBeUnavailable() {
    String prompt = "run ${CLAUDE_SKILL_DIR}/x.sh";
    assertThat(render(prompt, Map.of("CLAUDE_SKILL_DIR", "/evil")))
        .isEqualTo("run [skill directory unavailable]/x.sh");
    Skill onDisk = skill(prompt).from(Skill.Source.PROJECT, Path.of("/p/skills/s"));
    assertThat(renderer.render(onDisk, Map.of())).isEqualTo("run /p/skills/s/x.sh");
  }

  @Test
  void commandsAreTextUnlessTheyAreAllowed() {
    assertThat(render("now: !`date`", Map.of())).isEqualTo("now: !`date`");
  }

  @Test
  void allowedCommandsComeFromTheTemplateAlone() {
    List<String> ran = new ArrayList<>();
    SkillRenderer running =
        new SkillRenderer((command, _) -> {
          ran.add(command);
          return "{a} $0 !`again`";
        });
    String prompt =
        running.render(
            skill("{a} !`echo {a} $0 $ARGUMENTS` ! `x` !`open", "a"), Map.of("a", "!`rm -rf`"));
    assertThat(ran).containsExactly("echo {a} $0 $ARGUMENTS");
    assertThat(prompt).isEqualTo("!`rm -rf` {a} $0 !`again` ! `x` !`open");
  }

  @Test
  void aTemplateOfBracesTakesNoLongerThanAnother() {
    String braces = "{".repeat(1_000_000);
    assertThat(render(braces + "{a}", Map.of("a", "x"), "a")).isEqualTo(braces + "x");
  }
}
