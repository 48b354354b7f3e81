package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.engine.Refused;
import dev.agentpool.engine.TaskOptions;
import dev.agentpool.plan.PlanOptions;
import dev.agentpool.plan.StepReader;
import dev.agentpool.skill.Skill;
import dev.agentpool.task.TaskId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Skills as tasks and as steps; whose commands are run, and whose never. */
class SkillRunsTest {
  @TempDir Path temp;
  private DaemonHere here;

  @BeforeEach
  void start() throws Exception {
    here = new DaemonHere(temp, "");
  }

  @AfterEach
  void stop() throws Exception {
    here.close();
  }

  private static void skill(Path folder, String name, String body) throws Exception {
    Path file = Files.createDirectories(folder.resolve(name)).resolve("SKILL.md");
    Files.writeString(file, "---\nname: " + name + "\ndescription: d\n---\n" + body + "\n");
  }

  private String output(TaskId id) throws InterruptedException {
    return Objects.requireNonNull(here.engine().tasks().await(id, Duration.ofSeconds(40)).result())
        .output();
  }

  private String run(String skill, Map<String, String> arguments) throws InterruptedException {
    return output(here.engine().skills().submit(here.pool(), skill, arguments, TaskOptions.USUAL));
  }

  @Test
  void aStepThatIsASkillGetsThePreviousOutput() throws Exception {
    skill(
        here.pool().directory().resolve(".claude/skills"),
        "echo",
        "@@say I got {_previous_output} and {what}@@");
    TaskId id =
        here.engine()
            .chains()
            .submit(
                here.pool(),
                StepReader.chain(
                    List.of(
                        Map.of("name", "a", "prompt", "@@say A {what}@@"),
                        Map.of(
                            "name",
                            "b",
                            "type",
                            "skill",
                            "value",
                            "echo",
                            "arguments",
                            Map.of("what", "{steps.a.output}!")))),
                PlanOptions.USUAL);
    here.engine().tasks().await(id, Duration.ofSeconds(40));
    assertThat(here.engine().chains().result(id).finalOutput())
        .isEqualTo("I got A {what} and A {what}!");
  }

  @Test
  void commandsAreRunOnlyForTheUsersOwnSkillsAndOnlyWhenTheUserSaidSo() throws Exception {
    Path own = here.home().resolve("skills");
    skill(own, "mine", "@@say !`echo ran` {x}@@");
    skill(here.pool().directory().resolve(".claude/skills"), "theirs", "@@say !`echo ran`@@");
    assertThat(run("mine", Map.of("x", "!`echo injected`"))).contains("!`echo ran`");
    Files.writeString(here.home().resolve("config.toml"), "[skills]\nshell_inserts = true\n");
    assertThat(run("mine", Map.of("x", "!`echo injected`"))).isEqualTo("ran !`echo injected`");
    assertThat(run("theirs", Map.of())).isEqualTo("!`echo ran`");
    here.engine()
        .skills()
        .of(here.pool())
        .add(Skill.runtime("given", "d", "@@say !`echo ran`@@", List.of(), null, Map.of()));
    assertThat(run("given", Map.of())).isEqualTo("!`echo ran`");
  }

  @Test
  void unknownSkillsAndMissingArgumentsAreNamed() {
    assertThatThrownBy(() -> here.engine().skills().render(here.pool(), "nope", Map.of()))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("skill not found: nope");
    assertThatThrownBy(() -> here.engine().skills().render(here.pool(), "code_review", Map.of()))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("missing required argument 'target' for skill 'code_review'");
  }
}
