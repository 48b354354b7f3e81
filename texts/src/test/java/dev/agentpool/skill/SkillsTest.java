package dev.agentpool.skill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.agentpool.skill.Skill.Scope;
import dev.agentpool.skill.Skill.Source;
import dev.agentpool.skill.Skills.Added;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry: sources, their order, edits, and skills of the run time. */
class SkillsTest {
  @TempDir Path temp;
  private Path user;
  private Path project;
  private RuntimeSkills runtime;
  private Skills skills;

  @BeforeEach
  void open() {
    user = temp.resolve("user");
    project = temp.resolve("project");
    runtime = RuntimeSkills.inMemory();
    skills = open(SkillOptions.DEFAULT);
  }

  private Skills open(SkillOptions options) {
    return new Skills(
        SkillPlaces.standard(user, user.resolve(".agent-pool"), project), options, runtime);
  }

  private static void write(Path directory, String name, String prompt) throws IOException {
    Path folder = Files.createDirectories(directory.resolve(name));
    Files.writeString(
        folder.resolve("SKILL.md"), "---\nname: " + name + "\ndescription: d\n---\n" + prompt);
  }

  private static Skill runtime(String name, String prompt) {
    return Skill.runtime(name, "d", prompt, List.of(), null, Map.of());
  }

  private SkillException refusal(Runnable action) {
    SkillException refused = catchThrowableOfType(SkillException.class, action::run);
    assertThat(refused).as("was not refused").isNotNull();
    return refused;
  }

  @Test
  void theLaterSourceWins() throws IOException {
    assertThat(skills.get("refactor").source()).isEqualTo(Source.BUILTIN);
    assertThat(skills.customized("refactor")).isFalse();
    List<Path> weakestFirst =
        List.of(
            user.resolve(".claude-pool/skills"),
            user.resolve(".claude/skills"),
            user.resolve(".agent-pool/skills"),
            project.resolve(".claude-pool/skills"),
            project.resolve(".claude/skills"),
            project.resolve(".agent-pool/skills"));
    for (Path directory : weakestFirst) {
      write(directory, "refactor", directory.toString());
      assertThat(skills.get("refactor").prompt()).isEqualTo(directory.toString());
      assertThat(skills.get("refactor").source())
          .isEqualTo(directory.startsWith(user) ? Source.GLOBAL : Source.PROJECT);
      assertThat(skills.customized("refactor")).isTrue();
    }
    skills.add(runtime("refactor", "runtime"));
    assertThat(skills.get("refactor").source()).isEqualTo(Source.RUNTIME);
  }

  @Test
  void listsAreSortedAndFiltered() throws IOException {
    write(project.resolve(".agent-pool/skills"), "aaa", "x");
    assertThat(skills.list()).hasSize(16).extracting(Skill::name).isSorted();
    assertThat(skills.list(Scope.CHAIN, null))
        .extracting(Skill::name)
        .containsExactly("chain_implement_issue", "plan_then_execute");
    assertThat(skills.list(null, Source.PROJECT)).extracting(Skill::name).containsExactly("aaa");
    assertThat(skills.list(Scope.CHAIN, Source.PROJECT)).isEmpty();
  }

  @Test
  void anUnknownSkillIsNamed() {
    assertThat(refusal(() -> skills.get("nope"))).hasMessageStartingWith("skill not found: nope");
    assertThat(refusal(() -> skills.remove("nope")).code())
        .isEqualTo(SkillException.Code.NOT_FOUND);
    assertThat(refusal(() -> skills.save("nope", null)))
        .hasMessageStartingWith("skill not found: nope");
    assertThat(refusal(() -> skills.eject("nope", null)))
        .hasMessageStartingWith("skill not found: nope");
    assertThat(skills.find("nope")).isEmpty();
  }

  @Test
  void editsCountAtOnceAndMoveTheGeneration() throws IOException {
    Path directory = project.resolve(".agent-pool/skills");
    long start = skills.generation();
    assertThat(skills.generation()).isEqualTo(start);
    write(directory, "mine", "one");
    long appeared = skills.generation();
    assertThat(appeared).isGreaterThan(start);
    write(directory, "mine", "two");
    assertThat(skills.get("mine").prompt()).isEqualTo("two");
    long changed = skills.generation();
    assertThat(changed).isGreaterThan(appeared);
    Files.delete(directory.resolve("mine/SKILL.md"));
    assertThat(skills.find("mine")).isEmpty();
    assertThat(skills.generation()).isGreaterThan(changed);
  }

  @Test
  void aFileThatIsBrokenAndMendedComesBack() throws IOException {
    Path directory = project.resolve(".agent-pool/skills");
    write(directory, "mine", "one");
    assertThat(skills.get("mine").prompt()).isEqualTo("one");
    Files.writeString(directory.resolve("mine/SKILL.md"), "broken");
    assertThat(skills.find("mine")).isEmpty();
    assertThat(skills.diagnostics()).hasSize(1);
    write(directory, "mine", "three");
    assertThat(skills.get("mine").prompt()).isEqualTo("three");
    assertThat(skills.diagnostics()).isEmpty();
  }

  @Test
  void disabledSkillsAndBuiltinsAreAsIfTheyWereNotThere() throws IOException {
    write(project.resolve(".agent-pool/skills"), "mine", "one");
    Skills some = open(SkillOptions.DEFAULT.disabling(Set.of("refactor", "mine")));
    assertThat(some.list()).hasSize(14);
    assertThat(some.find("mine")).isEmpty();
    assertThat(refusal(() -> some.add(runtime("mine", "x")))).hasMessageContaining("disabled");
    Skills none = open(SkillOptions.DEFAULT.withoutBuiltins());
    assertThat(none.list()).extracting(Skill::name).containsExactly("mine");
  }

  @Test
  void runtimeSkillsAreKeptByTheirKeeper() {
    long start = skills.generation();
    assertThat(skills.add(runtime("mine", "one"))).isEqualTo(new Added("mine", false));
    assertThat(skills.generation()).isGreaterThan(start);
    assertThat(skills.add(runtime("mine", "two"))).isEqualTo(new Added("mine", true));
    assertThat(skills.add(runtime("refactor", "x"))).isEqualTo(new Added("refactor", true));
    Skills reopened = open(SkillOptions.DEFAULT);
    assertThat(reopened.get("mine").prompt()).isEqualTo("two");
    assertThat(reopened.list(null, Source.RUNTIME)).hasSize(2);
  }

  @Test
  void removingARuntimeSkillShowsWhatItHid() {
    skills.add(runtime("refactor", "x"));
    skills.remove("refactor");
    assertThat(skills.get("refactor").source()).isEqualTo(Source.BUILTIN);
  }

  @Test
  void onlyRuntimeSkillsCanBeRemoved() throws IOException {
    write(project.resolve(".claude/skills"), "mine", "one");
    assertThat(refusal(() -> skills.remove("mine")))
        .hasMessageContaining("delete " + project.resolve(".claude/skills/mine/SKILL.md"));
    assertThat(refusal(() -> skills.remove("refactor"))).hasMessageContaining("is built in");
    assertThat(refusal(() -> skills.remove("refactor")).code())
        .isEqualTo(SkillException.Code.REFUSED);
  }

  @Test
  void skillsOfStrangersMayNotBringCommands() throws IOException {
    Map<String, Object> evil = Map.of("mcp_servers", Map.of("x", Map.of("command", "evil")));
    assertThat(refusal(() -> skills.add(Skill.runtime("evil", "", "x", List.of(), null, evil))))
        .hasMessageContaining("skill 'evil' sets 'mcp_servers'");
    String file = "---\nname: %s\nmetadata: {config: {command: /bin/evil}}\n---\nx";
    for (Path directory : List.of(project, user)) {
      Path folder = Files.createDirectories(directory.resolve(".claude/skills/c"));
      Files.writeString(
          folder.resolve("SKILL.md"), file.formatted(directory.getFileName().toString()));
    }
    assertThat(skills.find("project")).isEmpty();
    assertThat(refusal(() -> skills.get("project")))
        .hasMessageStartingWith("skill not found: project; there is one, but it sets 'command'")
        .hasMessageContaining("[trust] projects");
    assertThat(refusal(() -> skills.get("usr"))).hasMessageContaining("did you mean 'user'?");
    assertThat(skills.get("user").config()).containsEntry("command", "/bin/evil");
    assertThat(refusal(() -> skills.save("user", null))).hasMessageContaining("'command'");
    assertThat(open(SkillOptions.DEFAULT.trusting()).find("project")).isPresent();
  }

  @Test
  void whatTheKeeperPointsToMayBeGoneOrOutsideOfTheProject() throws IOException {
    Path outside =
        Files.writeString(
            Files.createDirectories(user).resolve("SKILL.md"), "---\nname: d\n---\nx");
    runtime.put("c", RuntimeSkill.read("{\"saved_to\": \"/nowhere/SKILL.md\"}"));
    runtime.put("d", new RuntimeSkill.SavedTo(outside));
    assertThat(skills.list(null, Source.RUNTIME)).isEmpty();
    assertThat(skills.find("d")).isEmpty();
    assertThat(skills.diagnostics()).hasSize(1);
    assertThat(skills.diagnostics().getFirst().toString())
        .startsWith("skill 'd', added at run time");
  }

  @Test
  void aTextThatIsNoSkillIsRefusedAndOneThatIsKeepsAllOfIt() {
    for (String broken : List.of("{", "[]", "{\"name\": \"b/b\", \"prompt\": \"x\"}", "{}")) {
      assertThat(refusal(() -> RuntimeSkill.read(broken)).code())
          .isEqualTo(SkillException.Code.INVALID);
    }
    for (RuntimeSkill one :
        List.of(
            new RuntimeSkill.Given(runtime("mine", "saved_to")),
            new RuntimeSkill.SavedTo(Path.of("/a \"b\"/SKILL.md")))) {
      assertThat(RuntimeSkill.read(one.text())).isEqualTo(one);
    }
  }

  @Test
  void manyMayAskAndAddAtOnce() throws Exception {
    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 40; i++) {
        String name = "s" + i;
        all.add(
            threads.submit(() -> {
              skills.add(runtime(name, name));
              assertThat(skills.get(name).prompt()).isEqualTo(name);
              skills.list();
            }));
      }
    }
    for (Future<?> one : all) {
      one.get();
    }
    assertThat(skills.list(null, Source.RUNTIME)).hasSize(40);
  }
}
