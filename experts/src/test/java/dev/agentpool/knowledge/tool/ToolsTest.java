package dev.agentpool.knowledge.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.expert.ExpertName;
import dev.agentpool.expert.ExpertPlace;
import dev.agentpool.expert.PoolLayout;
import dev.agentpool.expert.Role;
import dev.agentpool.expert.log.ExpertLogs;
import dev.agentpool.expert.log.LogEntry;
import dev.agentpool.expert.log.SessionLog;
import dev.agentpool.knowledge.Entry;
import dev.agentpool.knowledge.ExpertStores;
import dev.agentpool.knowledge.Handwriting;
import dev.agentpool.knowledge.Source;
import dev.agentpool.knowledge.Trust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolsTest {
  private static final Instant NOW = Instant.parse("2026-04-01T14:32:00Z");
  @TempDir Path temp;
  private PoolLayout layout;
  private Caller auth;
  private Caller style;
  private Caller researcher;
  private Neighbours neighbours;
  private final OwnTools own = new OwnTools(Handwriting.PERSONS);
  private final CareTools care = new CareTools(Handwriting.PERSONS);

  @BeforeEach
  void pool() throws IOException {
    layout = new PoolLayout(temp.resolve("pool"), temp.resolve("home/.agent-pool/experts"));
    ExpertName name = new ExpertName("auth");
    ExpertName shared = new ExpertName("style");
    layout.prepare(List.of(name), List.of(shared));
    auth = caller(layout.place(name), "task-1");
    style = caller(layout.sharedPlace(shared), "task-2");
    researcher = caller(layout.place(Role.RESEARCHER.expert()), "curation-1");
    neighbours =
        new Neighbours(
            List.of(auth.place(), style.place()),
            Arrays.stream(Role.values()).map(role -> layout.place(role.expert())).toList());
  }

  private static Caller caller(ExpertPlace place, String task) {
    return new Caller(place, task, Trust.TRUSTED, NOW);
  }

  private static Caller untrusted(Caller caller) {
    return new Caller(caller.place(), caller.task(), Trust.UNTRUSTED, NOW);
  }

  private void log(ExpertPlace place, String task, String result) throws IOException {
    ExpertLogs logs = new ExpertLogs(place.logs());
    try (SessionLog log = logs.begin(task)) {
      log.said("assistant", "working on " + task, NOW);
      log.result(result, false, Map.of());
    }
    logs.index().add(new LogEntry(task, NOW, "architect", 0, result));
  }

  private interface Call {
    String now() throws ToolRefusal;
  }

  private static String refusal(Call call) {
    try {
      return "answered: " + call.now();
    } catch (ToolRefusal refusal) {
      return refusal.told();
    }
  }

  @Test
  void aStateIsWrittenAndReadInTheOldWords() throws ToolRefusal {
    assertThat(own.updateState(auth, " tokens\n\n", "ignored")).isEqualTo("state.md updated");
    assertThat(own.appendError(auth, "flaky")).isEqualTo("error entry appended to errors.md");
    assertThat(own.readState(auth))
        .isEqualTo(
            """
            {
              "errors": "### 2026-04-01T14:32:00Z\\n\\nflaky",
              "identity": "",
              "state": "tokens"
            }\
            """);
    assertThat(auth.place().state()).hasContent("tokens\n");
  }

  @Test
  void whatCannotBeWrittenIsRefusedInTheOldWords() {
    assertThat(refusal(() -> own.updateState(auth, " ", "")))
        .isEqualTo("writing state: state content is empty");
    assertThat(refusal(() -> own.updateState(auth, "x".repeat(50_001), "")))
        .isEqualTo("writing state: state content exceeds maximum size (50001 > 50000 bytes)");
    assertThat(refusal(() -> own.appendError(auth, "\n")))
        .isEqualTo("appending error: error entry is empty");
    assertThat(refusal(() -> own.updateState(style, "x", "both")))
        .isEqualTo("invalid scope \"both\": use 'user' or 'project'");
  }

  @Test
  void aSharedExpertKnowsOfTheProjectWhatOtherPoolsDoNotSee() throws Exception {
    assertThat(own.updateState(style, "two spaces here", ""))
        .isEqualTo("project-level state.md updated");
    assertThat(own.updateState(style, "four spaces", "user"))
        .isEqualTo("user-level state.md updated");
    own.appendError(style, "never tabs");
    assertThat(temp.resolve("pool/shared-state/style/state.md")).hasContent("two spaces here\n");
    assertThat(temp.resolve("home/.agent-pool/experts/style/state.md")).hasContent("four spaces\n");
    assertThat(Files.readString(temp.resolve("home/.agent-pool/experts/style/errors.md")))
        .contains("never tabs");
    assertThat(own.readState(style)).contains("\"project_state\": \"two spaces here\"");
  }

  @Test
  void theLogsOfASharedExpertAreFoundWhereTheyAre() throws Exception {
    log(style.place(), "task-7", "formatted it");
    assertThat(own.recall(style, neighbours, "task-7")).contains("formatted it");
    assertThat(own.searchIndex(style, "FORMATTED")).startsWith("| task-7 |");
    assertThat(own.searchIndex(style, "nothing like it")).isEqualTo("no matching tasks found");
  }

  @Test
  void rolesRecallTheLogsOfThoseTheyAskedAndExpertsOnlyTheirOwn() throws Exception {
    log(auth.place(), "task-7", "logged in");
    Caller concierge = caller(layout.place(Role.CONCIERGE.expert()), null);
    assertThat(own.recall(concierge, neighbours, "task-7")).contains("logged in");
    assertThat(refusal(() -> own.recall(style, neighbours, "task-7")))
        .isEqualTo("reading log: task log not found: task-7");
    assertThat(refusal(() -> own.recall(auth, neighbours, "../logs/task-7")))
        .isEqualTo("reading log: invalid task ID \"../logs/task-7\": must be a simple filename");
  }

  @Test
  void aLogOfMegabytesIsRecalledByItsBeginningAndItsEnd() throws Exception {
    Files.writeString(
        auth.place().logs().resolve("task-8.json"),
        "first\n" + ("é".repeat(99) + "\n").repeat(10_000) + "last\n");
    String recalled = own.recall(auth, neighbours, "task-8");
    assertThat(recalled)
        .startsWith("first\n")
        .endsWith("last\n")
        .contains("bytes are left out here]")
        .doesNotContain("\uFFFD");
    assertThat(recalled.getBytes(StandardCharsets.UTF_8).length).isLessThan(101_000);
  }

  @Test
  void archivedLogsAreRecalledToo() throws Exception {
    log(auth.place(), "task-1", "the oldest");
    log(auth.place(), "task-2", "the newest");
    new ExpertLogs(auth.place().logs()).rotate(1, Set.of(), NOW);
    assertThat(auth.place().logs().resolve("task-1.json")).doesNotExist();
    assertThat(own.recall(auth, neighbours, "task-1")).contains("the oldest");
  }

  @Test
  void theResearcherSeesWhoThereIsAndWhatTheyDidLast() throws Exception {
    own.updateState(auth, "tokens", "");
    log(auth.place(), "task-7", "logged in");
    assertThat(care.listExperts(neighbours))
        .isEqualTo(
            """
            [
              {
                "name": "auth",
                "type": "pool",
                "state_bytes": 7,
                "log_count": 1,
                "last_task": "task-7"
              },
              {
                "name": "style",
                "type": "shared",
                "state_bytes": 0,
                "log_count": 0
              }
            ]\
            """);
    assertThat(care.listExperts(new Neighbours(List.of(), List.of()))).isEqualTo("null");
  }

  @Test
  void theResearcherReadsOneFileOrAll() throws Exception {
    own.updateState(auth, "tokens", "");
    assertThat(care.readExpertState(researcher, neighbours, "auth", "state")).isEqualTo("tokens");
    assertThat(care.readExpertState(researcher, neighbours, "auth", "identity")).isEmpty();
    assertThat(care.readExpertState(researcher, neighbours, "auth", ""))
        .isEqualTo(care.readExpertState(researcher, neighbours, "auth", "all"))
        .contains("\"state\": \"tokens\"");
    assertThat(refusal(() -> care.readExpertState(researcher, neighbours, "auth", "logs")))
        .isEqualTo("invalid file \"logs\": use 'identity', 'state', 'errors', or 'all'");
  }

  @Test
  void theResearcherReadsTheLatestSessions() throws Exception {
    assertThat(care.readExpertLogs(neighbours, "auth", "", "")).isEqualTo("no log entries yet");
    for (int i = 1; i <= 12; i++) {
      log(auth.place(), "task-" + i, "result " + i);
    }
    assertThat(care.readExpertLogs(neighbours, "auth", "2", "").lines()).hasSize(2);
    assertThat(care.readExpertLogs(neighbours, "auth", "many", "").lines())
        .hasSize(10)
        .last()
        .asString()
        .startsWith("| task-12 |");
    assertThat(care.readExpertLogs(neighbours, "auth", "-1", "").lines()).hasSize(10);
    assertThat(care.readExpertLogs(neighbours, "auth", "", "no such"))
        .isEqualTo("no matching entries found");
    String enriched = care.enrichState(researcher, neighbours, "auth");
    assertThat(enriched)
        .contains("\"task_id\": \"task-12\"", "\"summary\": \"result 12\"", "working on task-12")
        .doesNotContain("\"task_id\": \"task-9\"");
  }

  @Test
  void theResearcherWritesWhatOthersKnow() throws Exception {
    assertThat(care.writeExpertState(researcher, neighbours, "auth", "é\n", "", ""))
        .isEqualTo("auth/state.md updated (3 bytes)");
    assertThat(care.writeExpertState(researcher, neighbours, "style", "ours", "state", "project"))
        .isEqualTo("style/state.md updated (4 bytes) (layer: project)");
    assertThat(care.writeExpertState(researcher, neighbours, "style", "all", "", "user"))
        .isEqualTo("style/state.md updated (3 bytes) (layer: user)");
    assertThat(care.writeExpertState(researcher, neighbours, "auth", " ", "errors", ""))
        .isEqualTo("auth/errors.md updated (1 bytes)");
    assertThat(
            refusal(
                () -> care.writeExpertState(researcher, neighbours, "auth", "x", "identity", "")))
        .isEqualTo("invalid file \"identity\": use 'state' or 'errors'");
    assertThat(care.promotePattern(researcher, neighbours, "auth", "Retry once.", ""))
        .isEqualTo("pattern promoted to auth/identity.md under \"## Graduated Patterns\"");
    Entry written =
        ExpertStores.of(auth.place(), Handwriting.PERSONS).own().read().entries().getLast();
    assertThat(written.origin().author()).isEqualTo("researcher");
    assertThat(written.origin().task()).isEqualTo("curation-1");
    assertThat(written.origin().source()).isEqualTo(Source.CURATION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc", "/etc", "..", "", "a/b", "nobody", "auth\n", ".", "AUTH"})
  void noNameOfAnExpertLeadsOutOfThePool(String name) {
    for (Call call :
        List.<Call>of(
            () -> care.readExpertState(researcher, neighbours, name, ""),
            () -> care.readExpertLogs(neighbours, name, "", ""),
            () -> care.enrichState(researcher, neighbours, name),
            () -> care.writeExpertState(researcher, neighbours, name, "x", "", ""),
            () -> care.promotePattern(researcher, neighbours, name, "x", ""))) {
      assertThatThrownBy(call::now)
          .isInstanceOf(ToolRefusal.class)
          .hasMessageMatching("(?s).*(invalid expert name|is required|not found in pool config).*");
    }
    assertThat(temp.resolve("etc")).doesNotExist();
  }

  @Test
  void whatATaskOfNobodyKnowsWhomBringsWaitsAndTheAgentIsToldSo() throws Exception {
    own.updateState(auth, "- known", "");
    Caller stranger = untrusted(auth);
    assertThat(own.updateState(stranger, "- forged", ""))
        .startsWith("this waits for a person's word");
    assertThat(own.appendError(stranger, "forged")).startsWith("this waits for a person's word");
    assertThat(refusal(() -> own.flagPromotion(stranger, "forged", "")))
        .startsWith("flagging pattern: ");
    assertThat(own.readState(auth))
        .contains("\"state\": \"- known\"", "\"waiting\"")
        .doesNotContain("\"- forged\"");
    assertThat(auth.place().state()).hasContent("- known\n");
  }

  @Test
  void aFlagWaitsForTheNextCuration() throws Exception {
    assertThat(own.flagPromotion(auth, "Retry once.", "thrice"))
        .isEqualTo("pattern flagged for the next curation");
    assertThat(ExpertStores.of(auth.place(), Handwriting.PERSONS).own().read().flags()).hasSize(1);
  }

  @Test
  void whatTheResearcherHadNotReadYetItDoesNotOverwrite() throws Exception {
    own.updateState(auth, "- one", "");
    care.enrichState(researcher, neighbours, "auth");
    own.updateState(auth, "- one\n- meanwhile", "");
    care.writeExpertState(researcher, neighbours, "auth", "- one, said better", "", "");
    assertThat(care.readExpertState(researcher, neighbours, "auth", "state"))
        .isEqualTo("- one, said better\n- meanwhile");
  }
}
