package dev.agentpool.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.paper.Lines;
import dev.agentpool.testkit.OldPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskBoardTest {
  private static final Instant NOW = Instant.parse("2026-04-01T14:32:00.5Z");
  @TempDir Path folder;

  @Test
  void theBoardIsWrittenAsTheOldProgramWroteIt() {
    BoardTask waiting =
        BoardTask.pending("b", "auth", "architect", NOW).waitingFor(List.of("a", "c"));
    BoardTask done =
        BoardTask.pending("a", "ui", "cli", NOW)
            .of("question", "high")
            .started(NOW)
            .ended(BoardStatus.FAILED, NOW, 0, "say \"why\" <&>")
            .handedOn(2, true);
    assertThat(BoardFile.text(TaskBoard.of(List.of(waiting, done))))
        .isEqualTo(
            """
            {
              "version": 1,
              "tasks": {
                "a": {
                  "id": "a",
                  "status": "failed",
                  "expert": "ui",
                  "from": "cli",
                  "type": "question",
                  "priority": "high",
                  "created_at": "2026-04-01T14:32:00.5Z",
                  "started_at": "2026-04-01T14:32:00.5Z",
                  "completed_at": "2026-04-01T14:32:00.5Z",
                  "handoff_count": 2,
                  "needs_attention": true,
                  "cancel_note": "say \\"why\\" <&>",
                  "exit_code": 0
                },
                "b": {
                  "id": "b",
                  "status": "blocked",
                  "expert": "auth",
                  "depends_on": [
                    "a",
                    "c"
                  ],
                  "from": "architect",
                  "type": "task",
                  "priority": "normal",
                  "created_at": "2026-04-01T14:32:00.5Z",
                  "handoff_count": 0
                }
              }
            }
            """);
    assertThat(BoardFile.text(TaskBoard.EMPTY))
        .isEqualTo("{\n  \"version\": 1,\n  \"tasks\": {}\n}\n");
  }

  @Test
  void aPoolsBoardOfTheOldProgramIsRead() throws Exception {
    Path file = OldPool.shop(folder).resolve("taskboard.json");
    BoardFile.Loaded loaded = BoardFile.read(file);
    assertThat(loaded.problems()).isEmpty();
    assertThat(loaded.board().counts())
        .containsOnlyKeys(BoardStatus.values())
        .containsEntry(BoardStatus.COMPLETED, 2L);
    assertThat(loaded.board().tasks().get("task-login").cancelNote()).isNull();
    assertThat(loaded.board().tasks().get("task-css").cancelNote())
        .isEqualTo("dependency failed or cancelled");
    assertThat(BoardFile.text(loaded.board())).isEqualTo(Files.readString(file));
  }

  @Test
  void whatIsMissingIsAnEmptyBoard() throws Exception {
    assertThat(BoardFile.read(folder.resolve("taskboard.json")).board()).isEqualTo(TaskBoard.EMPTY);
    Path file = Files.writeString(folder.resolve("n.json"), "{\"version\": 1, \"tasks\": null}");
    assertThat(BoardFile.read(file).board()).isEqualTo(TaskBoard.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "{\"tasks\": []}", "{\"tasks\": {\"a\": "})
  void aBrokenBoardIsSaidToBeAndCanBeSetAside(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("taskboard.json"), text);
    assertThatThrownBy(() -> BoardFile.read(file)).isInstanceOf(UnreadableBoard.class);
    Path aside = BoardFile.setAside(file);
    assertThat(aside).hasContent(text);
    assertThat(file).doesNotExist();
    Files.writeString(file, "second");
    assertThat(BoardFile.setAside(file)).isNotEqualTo(aside);
  }

  @Test
  void anEntryThatCannotBeUsedIsToldAndSpoilsNoOther() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("b.json"),
            """
            {"tasks": {"a": null, "b": {"status": "sleeping"}, "c": 3,
             "d": {"status": "active", "pid": 0, "expert": 7, "depends_on": ["x", 1], "exit_code": "1",
                   "created_at": "yesterday", "cancel_note": "\\u003cno\\u003e", "more": {}}}}
            """);
    BoardFile.Loaded loaded = BoardFile.read(file);
    assertThat(loaded.board().tasks()).containsOnlyKeys("d");
    BoardTask task = loaded.board().tasks().get("d");
    assertThat(task.dependsOn()).containsExactly("x");
    assertThat(task.cancelNote()).isEqualTo("<no>");
    assertThat(task.exitCode()).isNull();
    assertThat(loaded.problems()).hasSize(4);
  }

  @Test
  void anyBoardIsReadAsItWasWritten() throws Exception {
    long first = Long.getLong("agentpool.seed", System.nanoTime());
    for (long seed = first; seed < first + 200; seed++) {
      Random random = new Random(seed);
      List<BoardTask> tasks = new ArrayList<>();
      for (int n = random.nextInt(5); n > 0; n--) {
        BoardTask task =
            BoardTask.pending(Lines.any(random, 4), Lines.any(random, 3), Lines.any(random, 3), NOW)
                .of(Lines.any(random, 2), Lines.any(random, 2));
        tasks.add(
            random.nextBoolean()
                ? task.waitingFor(List.of(Lines.any(random, 2)))
                : task.started(NOW)
                    .ended(
                        BoardStatus.CANCELLED,
                        NOW,
                        random.nextInt(3) - 1,
                        "x" + Lines.any(random, 5)));
      }
      Path file = folder.resolve("taskboard.json");
      BoardFile.write(file, TaskBoard.of(tasks));
      BoardFile.Loaded loaded = BoardFile.read(file);
      assertThat(loaded.board()).as("-Dagentpool.seed=%d", seed).isEqualTo(TaskBoard.of(tasks));
      assertThat(loaded.problems()).isEmpty();
    }
  }

  @Test
  void eachStatusIsCounted() {
    BoardTask one = BoardTask.pending("a", "x", "y", NOW);
    assertThat(TaskBoard.of(List.of(one)).counts()).isEqualTo(Map.of(BoardStatus.PENDING, 1L));
    assertThat(BoardStatus.of("Active")).isEmpty();
    assertThat(BoardStatus.ACTIVE.isTerminal()).isFalse();
  }
}
