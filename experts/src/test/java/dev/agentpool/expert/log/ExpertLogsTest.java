package dev.agentpool.expert.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpertLogsTest {
  private static final Instant NOW = Instant.parse("2026-04-01T14:32:00.9Z");
  @TempDir Path pool;
  private Path folder;
  private ExpertLogs logs;

  @BeforeEach
  void open() {
    folder = pool.resolve("experts/auth/logs");
    logs = new ExpertLogs(folder);
  }

  /** The n-th log, older than those after it. */
  private void log(String task, int n) throws IOException {
    try (SessionLog log = logs.begin(task)) {
      log.said("assistant", "working on " + task, NOW);
      log.result("done " + task, false, Map.of());
    }
    Files.setLastModifiedTime(folder.resolve(task + ".json"), FileTime.from(NOW.plusSeconds(n)));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(file -> file.getFileName().toString())
          .filter(name -> !name.equals(".lock"))
          .sorted()
          .toList();
    }
  }

  @Test
  void aLogCanBeReadWhileItsSessionLives() throws IOException {
    try (SessionLog log = logs.begin("t-1")) {
      log.said("user", "Do\nit", NOW);
      assertThat(Files.readAllLines(log.file()))
          .containsExactly(
              "{\"type\":\"user\",\"text\":\"Do\\nit\",\"timestamp\":\"2026-04-01T14:32:00.900Z\"}");
      log.used("Bash", "ls", "a b", NOW);
      log.result("# Done\n\n- all", false, Map.of("duration_ms", 5));
    }
    String text = logs.recall("t-1").orElseThrow();
    assertThat(text.lines()).hasSize(3);
    assertThat(SessionResult.in(text)).contains(new SessionResult("# Done\n\n- all", false));
  }

  @Test
  void anAnswerKeepsItsLayoutAndItsSummaryIsOneLine() {
    String log =
        """
        not json
        {"type":"assistant","message":{}}
        {"type":"result","result":"first"}
        {"type":"result","result":"## Two\\n\\n  lines","is_error":true}
        {"type":"result","result":""}
        {"type":"result","result":7}
        {"type":"other","result":"x"}
        """;
    SessionResult result = SessionResult.in(log).orElseThrow();
    assertThat(result.text()).isEqualTo("## Two\n\n  lines");
    assertThat(result.isError()).isTrue();
    assertThat(result.summary()).isEqualTo("## Two lines");
    assertThat(SessionResult.in("nothing")).isEmpty();
    assertThat(SessionResult.summary(" \n ")).isEqualTo("(no summary available)");
  }

  @Test
  void aSummaryIsCutBetweenLettersNeverInOne() {
    String long200 = "x".repeat(200);
    assertThat(SessionResult.summary(long200)).isEqualTo(long200);
    assertThat(SessionResult.summary(long200 + "y")).isEqualTo(long200 + "...");
    assertThat(SessionResult.summary("x".repeat(199) + "\u00e4"))
        .isEqualTo("x".repeat(199) + "...");
    String faces = SessionResult.summary("\ud83d\ude00".repeat(60));
    assertThat(faces).isEqualTo("\ud83d\ude00".repeat(50) + "...");
    assertThat(faces.getBytes(StandardCharsets.UTF_8)).hasSize(203);
  }

  @Test
  void theTableIsAsItAlwaysWasAndItsRowsAreFound() throws IOException {
    LogIndex index = logs.index();
    assertThat(index.search("x")).isEmpty();
    index.add(new LogEntry("t-1", NOW, "architect", 0, "Login | works\nnow"));
    index.add(new LogEntry("t-2", NOW, "cli", -1, "(no summary available)"));
    assertThat(index.file())
        .hasContent(
            """
            | Task ID | Timestamp | From | Exit | Summary |
            |---------|-----------|------|-----:|---------|
            | t-1 | 2026-04-01T14:32:00Z | architect | 0 | Login \\| works now |
            | t-2 | 2026-04-01T14:32:00Z | cli | -1 | (no summary available) |
            """);
    assertThat(index.search("LOGIN")).hasSize(1);
    assertThat(index.search("task id")).as("the head is no row").isEmpty();
    assertThat(index.last(1)).singleElement().asString().startsWith("| t-2 |");
    assertThat(index.last(10)).hasSize(2);
    assertThat(LogIndex.task(index.last(1).getFirst())).isEqualTo("t-2");
  }

  @Test
  void aRowThatWasCutOffSpoilsNotTheNext() throws IOException {
    LogIndex index = logs.index();
    index.add(new LogEntry("t-1", NOW, "a", 0, "x"));
    Files.writeString(index.file(), Files.readString(index.file()) + "| t-2 | 2026");
    index.add(new LogEntry("t-3", NOW, "a", 0, "y"));
    assertThat(index.rows()).hasSize(3).last().asString().startsWith("| t-3 |");
  }

  @Test
  void oldLogsAreArchivedWithWhatWasSaidBesideThemAndCanBeRecalled() throws IOException {
    for (int n = 1; n <= 5; n++) {
      log("t-" + n, n);
    }
    logs.stderr("t-1", "warning".getBytes(StandardCharsets.UTF_8));
    logs.stderr("t-5", new byte[0]);
    assertThat(logs.rotate(3, Set.of(), NOW)).isEqualTo(2);
    assertThat(names())
        .containsExactly("archive-20260401T143200Z.tar.gz", "t-3.json", "t-4.json", "t-5.json");
    assertThat(logs.recall("t-1"))
        .hasValueSatisfying(text -> assertThat(text).contains("done t-1"));
    assertThat(logs.recall("t-9")).isEmpty();
    assertThat(ExpertLogs.notFound("t-9")).isEqualTo("task log not found: t-9");
    assertThat(logs.rotate(3, Set.of(), NOW)).isZero();
    assertThat(logs.tasks()).containsExactly("t-3", "t-4", "t-5");
  }

  @Test
  void twoArchivesOfOneSecondAreTwo() throws IOException {
    for (int n = 1; n <= 3; n++) {
      log("t-" + n, n);
    }
    logs.rotate(2, Set.of(), NOW);
    logs.rotate(1, Set.of(), NOW);
    assertThat(names())
        .containsExactly(
            "archive-20260401T143200Z-2.tar.gz", "archive-20260401T143200Z.tar.gz", "t-3.json");
    assertThat(logs.recall("t-1")).isPresent();
    assertThat(logs.recall("t-2")).isPresent();
  }

  @Test
  void aLogThatIsStillWrittenStays() throws IOException {
    for (int n = 1; n <= 4; n++) {
      log("t-" + n, n);
    }
    assertThat(logs.rotate(1, Set.of("t-1"), NOW)).isEqualTo(3);
    assertThat(logs.tasks()).containsExactly("t-1");
  }

  @Test
  void anArchiveIsOneThatTarReadsAndNamesOfAnyLengthAreInIt() throws Exception {
    String longest = "\u00e4".repeat(60) + "x".repeat(80);
    log(longest, 1);
    log("last", 2);
    assertThat(logs.rotate(1, Set.of(), NOW)).isEqualTo(1);
    assertThat(logs.recall(longest))
        .hasValueSatisfying(text -> assertThat(text).contains("working on"));
    Path archive = folder.resolve("archive-20260401T143200Z.tar.gz");
    Process tar =
        new ProcessBuilder("tar", "--quoting-style=literal", "-tvzf", archive.toString())
            .redirectErrorStream(true)
            .start();
    String listed = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tar.waitFor()).as(listed).isZero();
    assertThat(listed)
        .contains("-rw-r--r--")
        .contains("x".repeat(80) + ".json")
        .contains("2026-04-01");
  }

  @Test
  void anArchiveThatTarMadeIsReadAndABrokenOneHidesNoOther() throws Exception {
    log("t-1", 1);
    log("t-2", 2);
    String name = "n".repeat(150);
    log(name, 3);
    Process tar =
        new ProcessBuilder(
                "tar",
                "--format=gnu",
                "-czf",
                "archive-20250101T000000Z.tar.gz",
                "t-1.json",
                name + ".json")
            .directory(folder.toFile())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
    Files.delete(folder.resolve("t-1.json"));
    Files.delete(folder.resolve(name + ".json"));
    Files.writeString(folder.resolve("archive-20990101T000000Z.tar.gz"), "no archive");
    assertThat(logs.recall("t-1")).isPresent();
    assertThat(logs.recall(name)).isPresent();
  }

  @Test
  void aTaskThatLeadsElsewhereHasNoLog() {
    assertThatThrownBy(() -> logs.recall("../x"))
        .hasMessage("invalid task ID \"../x\": must be a simple filename");
    assertThatThrownBy(() -> logs.begin("")).hasMessage("task ID is empty");
  }

  @Test
  void aLinkWhereALogWasIsNotWrittenThrough() throws IOException {
    Files.createDirectories(folder);
    Path target = Files.writeString(pool.resolve("target"), "mine");
    Files.createSymbolicLink(folder.resolve("t-1.json"), target);
    log("t-1", 1);
    assertThat(target).hasContent("mine");
    assertThat(logs.recall("t-1")).isPresent();
  }
}
