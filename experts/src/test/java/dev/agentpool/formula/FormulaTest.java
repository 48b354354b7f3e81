package dev.agentpool.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.mail.Mail;
import dev.agentpool.mail.MailType;
import dev.agentpool.paper.FileProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormulaTest {
  private static final Instant NOW = Instant.parse("2026-04-01T00:00:00Z");
  private static final String RELEASE =
      """
      description = "A release"
      [[steps]]
      id = "plan"
      role = "architect"
      title = "Plan it"
      description = "What goes in?"
      [[steps]]
      id = "build"
      role = "experts"
      title = "Build it"
      description = "By contract."
      depends_on = ["plan"]
      [[steps]]
      id = "tell"
      role = "concierge"
      title = "Tell it"
      depends_on = ["build"]
      """;

  @TempDir Path folder;

  private Formula formula(String text) throws Exception {
    Files.writeString(folder.resolve("release.toml"), text);
    return FormulaFile.load(folder, "release");
  }

  @Test
  void stepsBecomeMailsInTheOrderOfTheFile() throws Exception {
    FormulaChoices choices =
        FormulaChoices.parse(
            "{\"plan\": \"Only fixes.\"}", "{\"build\": \"auth\", \"plan\": \"ui\"}");
    List<Mail> mails = new FormulaMails(formula(RELEASE), "rel", choices).at(NOW);
    assertThat(mails)
        .extracting(mail -> mail.id().value())
        .containsExactly("rel-plan", "rel-build", "rel-tell");
    assertThat(mails).extracting(Mail::to).containsExactly("architect", "auth", "concierge");
    assertThat(mails).extracting(Mail::from).containsOnly("architect");
    assertThat(mails).extracting(Mail::type).containsOnly(MailType.TASK);
    assertThat(mails).extracting(Mail::timestamp).containsOnly(NOW);
    assertThat(mails.get(0).body()).isEqualTo("# Plan it\n\nOnly fixes.");
    assertThat(mails.get(1).body()).isEqualTo("# Build it\n\nBy contract.");
    assertThat(mails.get(1).dependsOn()).containsExactly("rel-plan");
    assertThat(mails.get(2).dependsOn()).containsExactly("rel-build");
  }

  @Test
  void aStepForSeveralExpertsFansOutAndWhoWaitsForItWaitsForAll() throws Exception {
    for (String experts :
        List.of("{\"build\": \"auth, ui,auth\"}", "{\"build\": [\"auth\", \"ui\"]}")) {
      List<Mail> mails =
          new FormulaMails(formula(RELEASE), "rel", FormulaChoices.parse("", experts)).at(NOW);
      assertThat(mails)
          .extracting(mail -> mail.id().value())
          .containsExactly("rel-plan", "rel-build-auth", "rel-build-ui", "rel-tell");
      assertThat(mails.get(2).dependsOn()).containsExactly("rel-plan");
      assertThat(mails.get(3).dependsOn()).containsExactly("rel-build-auth", "rel-build-ui");
    }
  }

  @Test
  void aStepForExpertsNeedsAnExpert() throws Exception {
    Formula formula = formula(RELEASE);
    assertThatThrownBy(() -> new FormulaMails(formula, "rel", FormulaChoices.NONE).at(NOW))
        .hasMessage("step \"build\" has role 'experts' but no expert assigned in experts map");
    FormulaChoices away = new FormulaChoices(Map.of(), Map.of("build", List.of("../x")));
    assertThatThrownBy(() -> new FormulaMails(formula, "rel", away).at(NOW))
        .hasMessageContaining("invalid expert name \"../x\"");
  }

  @ParameterizedTest
  @CsvSource({"'',''", "/,/", "..,..", "a/b,a/b"})
  void aPrefixThatCannotBeginIdsIsRefused(String prefix, String shown) throws Exception {
    Formula formula = formula(RELEASE);
    assertThatThrownBy(() -> new FormulaMails(formula, prefix, FormulaChoices.NONE))
        .hasMessage("invalid prefix \"" + shown + "\": must be a simple filename-safe string");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{|''|parsing overrides JSON: ",
        "[]|''|parsing overrides JSON: ",
        "{\"a\":1}|''|parsing overrides JSON: ",
        "''|nonsense|parsing experts JSON: ",
        "''|{\"a\":{}}|parsing experts JSON: ",
      })
  void choicesThatAreNoJsonAreRefused(String overrides, String experts, String message) {
    assertThatThrownBy(() -> FormulaChoices.parse(overrides, experts))
        .isInstanceOf(UnreadableFormula.class)
        .hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "|formula has no steps",
        "[[steps]]|step has empty id",
        "[[steps]];id='a/b'|step id \"a/b\" is not filename-safe",
        "[[steps]];id='a'|step \"a\" has empty role",
        "[[steps]];id='a';role='x'|step \"a\" has empty title",
        "[[steps]];id='a';role='x';title='t';[[steps]];id='a';role='x';title='t'|duplicate step id"
            + " \"a\"",
        "[[steps]];id='a';role='x';title='t';depends_on=['z']|step \"a\" depends on unknown step"
            + " \"z\"",
        "[[steps]];id='a';role='x';title='t';depends_on=['a']|dependency cycle detected involving"
            + " steps: [a]",
        "[[steps]];id='a';role='x';title='t';depends_on=['b'];[[steps]];id='b';role='x';title='t';depends_on=['a'];[[steps]];id='c';role='x';title='t'|dependency"
            + " cycle detected involving steps: [a b]",
      })
  void whatIsNoFormulaIsRefusedWithTheFirstRuleThatIsBroken(String text, String message) {
    String toml = text == null ? "" : text.replace(';', '\n');
    assertThatThrownBy(() -> formula(toml))
        .isInstanceOf(UnreadableFormula.class)
        .hasMessage("validating formula " + folder.resolve("release.toml") + ": " + message);
  }

  @Test
  void aFileThatCannotBeReadOrIsNoTomlIsSaidToBe() throws Exception {
    assertThatThrownBy(() -> FormulaFile.load(folder, "gone"))
        .hasMessageStartingWith("reading formula " + folder.resolve("gone.toml") + ": ");
    assertThatThrownBy(() -> formula("steps = 3"))
        .hasMessageStartingWith("parsing formula " + folder.resolve("release.toml") + ": line 1: ");
    assertThatThrownBy(() -> FormulaFile.load(folder, "../release"))
        .hasMessage("invalid formula name \"../release\": must be a simple filename");
  }

  @Test
  void aMisspeltKeyIsToldWithItsLine() throws Exception {
    assertThat(formula(RELEASE.replaceFirst("title", "titel = \"x\"\ntitle")).warnings())
        .extracting(FileProblem::toString)
        .containsExactly(
            "line 5: unknown key 'titel' in [steps]; did you mean 'title'? (it is ignored)");
  }

  @Test
  void aBadFormulaSpoilsNoOtherAndAllAreListed() throws Exception {
    formula(RELEASE);
    Files.writeString(folder.resolve("broken.toml"), "[[steps]]\n");
    Files.writeString(folder.resolve("notes.txt"), "x");
    FormulaFolder all = new FormulaFolder(folder);
    assertThat(all.list().formulas()).extracting(Formula::name).containsExactly("release");
    assertThat(all.list().problems()).singleElement().asString().contains("step has empty id");
    all.rewriteIndex();
    assertThat(folder.resolve("index.md"))
        .content()
        .endsWith("| release | A release | plan, build, tell |\n");
    assertThat(new FormulaFolder(folder.resolve("gone")).list().formulas()).isEmpty();
  }

  @Test
  void whereNoFolderIsTheIndexMakesOne() throws IOException {
    new FormulaFolder(folder.resolve("new")).rewriteIndex();
    assertThat(folder.resolve("new/index.md")).exists();
  }
}
