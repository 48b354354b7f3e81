package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What an agent with a shell tries behind walls, and does not get. */
class EscapeTest {
  static final String AGENT =
      "provider = \"scripted\"\npermission_mode = \"acceptEdits\"\nallowed_tools = [\"Bash\"]\n";
  private static EscapeLab lab;

  @BeforeAll
  static void open() throws Exception {
    lab = new EscapeLab(AGENT, Map.of());
  }

  @AfterAll
  static void close() throws Exception {
    lab.close();
  }

  static Stream<Attack> attacks() {
    return Attacks.all().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attacks")
  void isDenied(Attack attack) throws Exception {
    assertThat(lab.put(attack)).matches(outcome -> !outcome.escaped(), "nothing was had");
  }

  @Test
  void workAndCommitsInTheWorktreeGoOn() throws Exception {
    JsonNode task =
        lab.run(
            "slot-0",
            EscapeLab::shell,
            "echo 1 >one; git add one; git commit -qm one; mktemp; echo 2 >two; cat"
                + " $HOME/.m2/settings.xml");
    JsonNode workspace = task.get("result").get("workspace");
    assertThat(workspace.get("commits").asInt()).as("%s", task).isEqualTo(2);
    assertThat(task.get("result").get("facts").get("walls").asString()).isEqualTo("workspace");
    String branch = workspace.get("branch").asString();
    assertThat(DaemonHere.git(lab.project(), "show", branch + ":two")).isEqualTo("2\n");
    DaemonHere.git(lab.project(), "fsck", "--no-dangling");
  }
}
