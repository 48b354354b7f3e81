package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Where there are no walls, what an agent did to the user's own checkout is said. */
class OpenCheckoutTest {
  private static EscapeLab lab;

  @BeforeAll
  static void open() throws Exception {
    lab = new EscapeLab(EscapeTest.AGENT, Map.of("AGENTPOOL_BWRAP", "/no/such/bwrap"));
  }

  @AfterAll
  static void close() throws Exception {
    lab.close();
  }

  private static JsonNode facts(String command) throws Exception {
    JsonNode task = lab.run("slot-0", EscapeLab::shell, command);
    assertThat(task.get("state").asString()).as("%s", task).isEqualTo("completed");
    return task.get("result").get("facts");
  }

  private static List<String> notices(String command) throws Exception {
    List<String> said = new ArrayList<>();
    facts(command).get("notices").forEach(notice -> said.add(notice.asString()));
    return said;
  }

  @Test
  void theResultSaysThatThereWereNoWallsAndWhy() throws Exception {
    assertThat(facts("true").get("walls").asString()).isEqualTo("off: bwrap is not installed");
    assertThat(notices("echo own >own")).isEmpty();
  }

  @Test
  void aBranchCheckedOutThereIsSaid() throws Exception {
    String project = lab.project().toString();
    assertThat(notices("git -C " + project + " checkout -q -b evil"))
        .anySatisfy(notice ->
            assertThat(notice).startsWith("your checkout's HEAD moved from master to evil"));
    assertThat(notices("git -C " + project + " checkout -q master"))
        .anySatisfy(notice -> assertThat(notice).contains("HEAD moved from evil to master"));
  }

  @Test
  void aFileWrittenThereAndAnIndexChangedThereAreSaid() throws Exception {
    String readme = lab.project().resolve("README").toString();
    assertThat(notices("echo x >>" + readme))
        .anySatisfy(notice ->
            assertThat(notice).startsWith("files of your checkout changed: README while this ran"));
    assertThat(notices("git -C " + lab.project() + " add README"))
        .anySatisfy(notice -> assertThat(notice).startsWith("the index of your checkout changed"));
    DaemonHere.git(lab.project(), "reset", "-q", "--hard");
  }

  @Test
  void wallsThatAreAskedForAndCannotStandAreNotDoneWithout() throws Exception {
    String id =
        lab.daemon().submit(lab.project(), EscapeLab.shell("echo x"), Map.of("walls", "workspace"));
    lab.daemon().awaitAll(List.of(id), java.time.Duration.ofSeconds(60));
    JsonNode task = lab.daemon().get("/v1/tasks/" + id);
    assertThat(task.get("state").asString()).isEqualTo("failed");
    assertThat(task.get("reason").asString())
        .contains("bwrap is not installed", "install it (package bubblewrap)");
  }
}
