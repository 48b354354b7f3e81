package dev.agentpool.node.question;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.node.persona.Personas;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps agents from writing what is somebody else's in their pool. A task that was started inside
 * of somebody's is held as that one is.
 */
final class FilesOfOthers {
  private final Ledger ledger;
  private final Personas personas;

  FilesOfOthers(Ledger ledger, Personas personas) {
    this.ledger = ledger;
    this.personas = personas;
  }

  /**
   * Why one of these files may not be written.
   *
   * @param project its root; an agent in a worktree may name a file there as well
   * @param directory where the task works, as the project's root is laid out there
   */
  Optional<String> objection(TaskId id, Path project, Path directory, List<String> files) {
    try {
      Optional<TaskRecord> theirs = whose(id);
      if (theirs.isEmpty()) {
        return Optional.empty();
      }
      Set<Path> within = new LinkedHashSet<>();
      for (String file : files) {
        within.addAll(within(directory, directory, file));
        within.addAll(within(project, directory, file));
      }
      return within.isEmpty() && !files.isEmpty()
          ? Optional.empty()
          : personas.of(theirs.get()).objection(theirs.get(), within);
    } catch (LedgerException | IOException | InvalidPathException unclear) {
      return Optional.of("it is not clear now whose this file is: " + unclear.getMessage());
    }
  }

  /** The nearest task, up from this one, that somebody in particular does. */
  private Optional<TaskRecord> whose(TaskId id) {
    Optional<TaskRecord> task = ledger.task(id);
    while (task.isPresent() && !Personas.isMarked(task.get())) {
      task = Optional.ofNullable(task.get().startedBy()).flatMap(ledger::task);
    }
    return task;
  }

  /** By its name, and by where a link on the way leads. */
  private static Set<Path> within(Path root, Path directory, String file) throws IOException {
    Path named = directory.resolve(file).normalize();
    Set<Path> within = new LinkedHashSet<>();
    add(within, root.normalize(), named);
    add(within, RealPath.of(root), RealPath.of(named));
    return within;
  }

  private static void add(Set<Path> within, Path root, Path file) {
    if (file.startsWith(root) && !file.equals(root)) {
      within.add(root.relativize(file));
    }
  }
}
