package dev.agentpool.mailroom;

import dev.agentpool.board.BoardFile;
import dev.agentpool.board.BoardStatus;
import dev.agentpool.board.BoardTask;
import dev.agentpool.board.UnreadableBoard;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.mail.Mail;
import dev.agentpool.mail.MailId;
import dev.agentpool.mail.MailType;
import dev.agentpool.mail.Priority;
import dev.agentpool.paper.DurableFile;
import dev.agentpool.post.PostOffice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The task board that the old program left, read once before this one writes its own: what was over
 * is known from then on, so what depends on it may go on, and it is not done again. What was not
 * over lies in an inbox as mail. A board that cannot be understood is set aside, never written
 * over.
 */
final class OldBoard {
  private static final Logger LOG = LoggerFactory.getLogger(OldBoard.class);
  private final PostOffice office;
  private final PoolConfig pool;

  OldBoard(PostOffice office, PoolConfig pool) {
    this.office = office;
    this.pool = pool;
  }

  /**
   * @param mark remembers that it was done
   * @param hasMail whether the mail of an entry still lies in its inbox
   */
  void take(Path board, Path mark, Predicate<BoardTask> hasMail) throws IOException {
    if (Files.exists(mark, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      BoardFile.Loaded loaded = BoardFile.read(board);
      loaded.problems().forEach(problem -> LOG.warn("{}: {}", board, problem));
      for (BoardTask task : loaded.board().tasks().values()) {
        if (task.status().isTerminal()) {
          remember(task, task.status() == BoardStatus.COMPLETED, why(task));
        } else if (!hasMail.test(task)) {
          remember(task, false, "its mail was gone when agentpool took the pool over");
        }
      }
    } catch (UnreadableBoard broken) {
      Path aside = BoardFile.setAside(board);
      LOG.warn("{} is set aside as {}: {}", board, aside, broken.problem());
    }
    DurableFile.write(mark, "");
  }

  private static String why(BoardTask task) {
    String note = task.cancelNote();
    return switch (task.status()) {
      case CANCELLED -> note == null ? "cancelled" : "cancelled: " + note;
      case FAILED -> note == null ? "it failed before agentpool took the pool over" : note;
      default -> "";
    };
  }

  private void remember(BoardTask task, boolean done, String why) {
    Mail mail;
    try {
      mail =
          new Mail(
              new MailId(task.id()),
              task.from().isBlank() ? "unknown" : task.from(),
              task.expert().isBlank() ? "unknown" : task.expert(),
              MailType.of(task.type()).filter(MailType::asksForWork).orElse(MailType.TASK),
              List.of(),
              new Priority(task.priority()),
              task.dependsOn(),
              null,
              task.createdAt(),
              "");
    } catch (IllegalArgumentException unfit) {
      LOG.warn("a task of the old board is left out: {}", unfit.getMessage());
      return;
    }
    office.remember(pool, mail, done, why);
  }
}
