package dev.agentpool.skill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellCommandsTest {
  @TempDir Path temp;
  private Path elsewhere;
  private ShellCommands commands;

  @BeforeEach
  void commands() throws IOException {
    elsewhere = temp.toRealPath();
    commands = commands(Duration.ofSeconds(30), 100);
  }

  private ShellCommands commands(Duration timeout, int limit) {
    Map<String, String> environment = Map.of("PATH", "/usr/bin:/bin", "GIVEN", "value");
    return new ShellCommands(environment, elsewhere, timeout, limit);
  }

  @Test
  void theOutputIsStrippedAndTheEnvironmentIsWhatWasGiven() {
    assertThat(commands.output("echo; echo \" $GIVEN-$HOME \"; echo err >&2; echo", null))
        .isEqualTo("value- \nerr");
  }

  @Test
  void itRunsInTheSkillsDirectoryOrElsewhere() throws IOException {
    Path skill = Files.createDirectory(elsewhere.resolve("skill"));
    assertThat(commands.output("pwd; echo $CLAUDE_SKILL_DIR", skill))
        .isEqualTo(skill + "\n" + skill);
    assertThat(commands.output("pwd; echo $CLAUDE_SKILL_DIR", null))
        .isEqualTo(elsewhere.toString());
  }

  @Test
  void aFailureIsANoteInBrackets() {
    assertThat(commands.output("echo why; exit 3", null))
        .isEqualTo("[command failed: echo why; exit 3: exit code 3: why]");
    assertThat(commands.output("true", elsewhere.resolve("gone")))
        .startsWith("[command failed: true: ");
  }

  @Test
  void aCommandHasNoInput() {
    assertThat(commands.output("cat", null)).isEmpty();
  }

  @Test
  void moreThanTheLimitIsCut() {
    assertThat(commands.output("yes | head -c 1000000", null))
        .hasSizeLessThan(200)
        .startsWith("y\ny")
        .endsWith("[output cut at 100 bytes]");
  }

  @Test
  void aCommandThatHangsIsKilledWithItsChildren() throws IOException {
    Path pid = elsewhere.resolve("pid");
    assertThat(
            commands(Duration.ofSeconds(1), 100)
                .output("sleep 1000 & echo $! > " + pid + "; wait", null))
        .endsWith("it took longer than 1 s]");
    long child = Long.parseLong(Files.readString(pid).strip());
    ProcessHandle.of(child)
        .ifPresent(handle -> handle.onExit().orTimeout(20, TimeUnit.SECONDS).join());
  }

  @Test
  void anOutputThatIsHeldOpenDoesNotHoldUp() throws IOException {
    Path pid = elsewhere.resolve("pid");
    assertThat(commands.output("echo said; sleep 300 & echo $! > " + pid, null)).isEqualTo("said");
    ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
        .ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  void aSkillRunsOnlyWhatItsTemplateSays() {
    Skill skill =
        Skill.runtime(
            "s",
            "d",
            "{a}: !`echo $((1 + 2))`",
            List.of(new Skill.Argument("a", "", true)),
            null,
            Map.of());
    Map<String, String> values = Map.of("a", "!`touch hacked`");
    assertThat(new SkillRenderer(commands).render(skill, values)).isEqualTo("!`touch hacked`: 3");
    assertThat(elsewhere.resolve("hacked")).doesNotExist();
  }
}
