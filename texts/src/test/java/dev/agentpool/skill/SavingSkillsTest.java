package dev.agentpool.skill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.agentpool.skill.Skill.Argument;
import dev.agentpool.skill.Skill.Scope;
import dev.agentpool.skill.Skill.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Saving and ejecting: what is written, and where not. */
class SavingSkillsTest {
  @TempDir Path temp;
  private Path project;
  private Path home;
  private RuntimeSkills runtime;
  private Skills skills;

  private static final Skill FULL =
      new Skill(
          "full",
          "yes: it's \"quoted\" --- and\n---\nhas # lines, 1.0 ünïcode 😀",
          "---\nbegins with a rule\n---\n\n  indented {x} `code` $0\n\ttab\n...\nend",
          List.of(new Argument("x", "what: x", true), new Argument("on", "null", false)),
          Map.of(
              "model",
              "true",
              "max_turns",
              3,
              "allowed_tools",
              List.of("Bash(git log:*, a)", "Read"),
              "tools",
              List.of("Bash"),
              "max_budget_usd",
              0.25,
              "strict_mcp_config",
              true,
              "json_schema",
              Map.of("type", "object", "required", List.of("a"))),
          Scope.CHAIN,
          "[x] [on]",
          null,
          Source.RUNTIME,
          Map.of("license", "MIT", "metadata", Map.of("author", Map.of("name", "~"))));

  @BeforeEach
  void open() throws IOException {
    project = Files.createDirectories(temp.resolve("project"));
    home = project.resolve(".agent-pool/skills");
    runtime = RuntimeSkills.inMemory();
    skills = reopen();
  }

  private Skills reopen() {
    return new Skills(
        SkillPlaces.standard(temp.resolve("user"), temp.resolve("user/.agent-pool"), project),
        SkillOptions.DEFAULT,
        runtime);
  }

  private SkillException refusal(Runnable action) {
    SkillException refused = catchThrowableOfType(SkillException.class, action::run);
    assertThat(refused).as("was not refused").isNotNull();
    return refused;
  }

  @Test
  void aSavedSkillLosesNothingAndBelongsToTheProject() {
    skills.add(FULL);
    assertThat(skills.get("full")).isEqualTo(FULL);
    Skills.Saved saved = skills.save("full", null);
    assertThat(saved.path()).isEqualTo(home.resolve("full/SKILL.md")).exists();
    assertThat(saved.format()).isEqualTo("SKILL.md");
    assertThat(skills.get("full")).isEqualTo(FULL.from(Source.PROJECT, home.resolve("full")));
    assertThat(runtime.load()).isEmpty();
    assertThat(skills.diagnostics()).isEmpty();
    skills.save("full", null);
    assertThat(reopen().get("full")).isEqualTo(FULL.from(Source.PROJECT, home.resolve("full")));
  }

  @Test
  void toolsThatCommasWouldBreakAreWrittenAsAList() {
    for (List<String> tools :
        List.<List<String>>of(List.of("a,b"), List.of("a b", "c"), List.of(), List.of("x)("))) {
      skills.add(Skill.runtime("t", "d", "p", List.of(), null, Map.of("allowed_tools", tools)));
      skills.save("t", null);
      assertThat(skills.get("t").config()).isEqualTo(Map.of("allowed_tools", tools));
    }
  }

  @Test
  void aDirectoryOfTheProjectMayBeNamed() {
    skills.add(FULL);
    skills.save("full", "tools/skills");
    assertThat(project.resolve("tools/skills/full/SKILL.md")).exists();
    assertThat(skills.get("full").source()).isEqualTo(Source.PROJECT);
    assertThat(reopen().get("full").dir()).isEqualTo(project.resolve("tools/skills/full"));
    skills.save("full", project.resolve(".claude/skills").toString());
    assertThat(reopen().get("full").dir()).isEqualTo(project.resolve(".claude/skills/full"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "../elsewhere", "/etc", "a/../../b", "link", "link/deep", "\0"})
  void nothingIsWrittenOutsideOfTheProject(String directory) throws IOException {
    Path outside = Files.createDirectories(temp.resolve("outside"));
    Files.createSymbolicLink(project.resolve("link"), outside);
    skills.add(FULL);
    assertThat(refusal(() -> skills.save("full", directory)))
        .hasMessageContaining("path traversal detected");
    assertThat(refusal(() -> skills.eject("refactor", directory)).code())
        .isEqualTo(SkillException.Code.REFUSED);
    assertThat(outside).isEmptyDirectory();
    assertThat(skills.get("full").source()).isEqualTo(Source.RUNTIME);
  }

  @Test
  void aFolderThatIsALinkOutOfTheProjectIsNotWrittenInto() throws IOException {
    Path outside = Files.createDirectories(temp.resolve("outside"));
    Files.createDirectories(home);
    Files.createSymbolicLink(home.resolve("full"), outside);
    skills.add(FULL);
    assertThat(refusal(() -> skills.save("full", null)))
        .hasMessageContaining("path traversal detected");
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void anotherSkillsFileIsNotOverwritten() throws IOException {
    Files.createDirectories(home.resolve("full"));
    Files.writeString(home.resolve("full/SKILL.md"), "---\nname: other\n---\nx");
    skills.add(FULL);
    assertThat(refusal(() -> skills.save("full", null)))
        .hasMessageContaining("holds the skill 'other'");
    Files.writeString(home.resolve("full/SKILL.md"), "---\nname: broken");
    assertThat(refusal(() -> skills.save("full", null)))
        .hasMessageContaining("cannot be read")
        .hasMessageContaining("mend or delete it");
  }

  @Test
  void aSkillStaysInTheFolderItIsIn() throws IOException {
    Files.createDirectories(home.resolve("folder"));
    Files.writeString(home.resolve("folder/SKILL.md"), "---\nname: full\n---\nold");
    skills.add(FULL);
    assertThat(skills.save("full", null).path()).isEqualTo(home.resolve("folder/SKILL.md"));
    assertThat(skills.get("full").prompt()).isEqualTo(FULL.prompt());
  }

  @Test
  void savingWhereAnotherFileWouldWinIsRefused() throws IOException {
    Files.createDirectories(home.resolve("full"));
    Files.writeString(home.resolve("full/SKILL.md"), "---\nname: full\n---\nold");
    skills.add(FULL);
    assertThat(refusal(() -> skills.save("full", ".claude/skills")))
        .hasMessageContaining("would win");
  }

  @Test
  void theFilesBesideASkillComeAlong() throws IOException {
    Path global = temp.resolve("user/.claude/skills/with");
    Files.createDirectories(global.resolve("scripts"));
    Files.writeString(global.resolve("SKILL.md"), "---\nname: with\n---\nuse scripts/x.sh");
    Files.writeString(global.resolve("scripts/x.sh"), "echo x");
    skills.save("with", null);
    assertThat(home.resolve("with/scripts/x.sh")).hasContent("echo x");
    assertThat(skills.get("with").dir()).isEqualTo(home.resolve("with"));
  }

  @Test
  void aFolderThatCannotBeWrittenIsTold() throws IOException {
    Files.writeString(project.resolve("file"), "in the way");
    skills.add(FULL);
    SkillException refused = refusal(() -> skills.save("full", "file"));
    assertThat(refused.code()).isEqualTo(SkillException.Code.IO);
    assertThat(refused).hasMessageContaining("cannot save skill 'full'");
    assertThat(skills.get("full").source()).isEqualTo(Source.RUNTIME);
  }

  @Test
  void anEjectedSkillIsTheBuiltInOneToEdit() throws IOException {
    Skill builtIn = skills.get("refactor");
    Skills.Ejected ejected = skills.eject("refactor", null);
    assertThat(ejected.path()).isEqualTo(home.resolve("refactor/SKILL.md"));
    assertThat(ejected.hint()).contains("edit " + ejected.path());
    assertThat(skills.get("refactor"))
        .isEqualTo(builtIn.from(Source.PROJECT, home.resolve("refactor")));
    assertThat(skills.customized("refactor")).isTrue();
    assertThat(refusal(() -> skills.eject("refactor", null)))
        .hasMessageContaining("only built-in skills can be ejected");
    try (Stream<Path> files = Files.list(home.resolve("refactor"))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void ejectingDoesNotOverwrite() throws IOException {
    Files.createDirectories(home.resolve("refactor"));
    Files.writeString(home.resolve("refactor/SKILL.md"), "broken, and so the built-in one counts");
    assertThat(refusal(() -> skills.eject("refactor", null))).hasMessageContaining("exists");
  }
}
