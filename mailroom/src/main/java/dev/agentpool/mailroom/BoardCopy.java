package dev.agentpool.mailroom;

import dev.agentpool.board.BoardFile;
import dev.agentpool.board.BoardStatus;
import dev.agentpool.board.BoardTask;
import dev.agentpool.board.TaskBoard;
import dev.agentpool.post.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code taskboard.json}, for those who read it: all that is open, and the newest of what is over.
 * What somebody writes into it is written over. For one thread at a time.
 */
final class BoardCopy {
  private static final int MOST_OVER = 1_000;
  private final Path file;
  private @Nullable String written;
  private @Nullable FileTime time; // of the file as this one left it

  BoardCopy(Path file) {
    this.file = file;
  }

  /**
   * @param all oldest first
   */
  void write(List<Progress> all) throws IOException {
    String text = BoardFile.text(board(all));
    if (text.equals(written) && Files.exists(file) && lastModified().equals(time)) {
      return;
    }
    ReaderFile.write(file, text);
    written = text;
    time = lastModified();
  }

  private FileTime lastModified() throws IOException {
    return Files.getLastModifiedTime(file);
  }

  private static TaskBoard board(List<Progress> all) {
    List<BoardTask> tasks = new ArrayList<>();
    int over = 0;
    for (Progress progress : all.reversed()) {
      if (!progress.isOver() || ++over <= MOST_OVER) {
        tasks.add(task(progress));
      }
    }
    return TaskBoard.of(tasks);
  }

  private static BoardTask task(Progress progress) {
    BoardStatus status = BoardStatus.of(progress.status()).orElse(BoardStatus.PENDING);
    boolean silent = progress.note().isEmpty() || status == BoardStatus.COMPLETED;
    return new BoardTask(
        progress.id(),
        status,
        progress.expert(),
        progress.dependsOn(),
        progress.from(),
        progress.type(),
        progress.priority(),
        progress.createdAt(),
        progress.startedAt(),
        progress.completedAt(),
        progress.handoffs(),
        progress.needsAttention(),
        silent ? null : progress.note(),
        progress.exitCode());
  }
}
