package dev.agentpool.node.place;

import dev.agentpool.config.Home;
import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.TaskId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * In which kind of workspace each plan works: what the settings said at its first step, so that a
 * setting that is changed in between leaves no workspace behind unfinished.
 */
final class PlanPlaces {
  private static final Logger LOG = LoggerFactory.getLogger(PlanPlaces.class);
  private final Path folder;

  PlanPlaces(Home home) {
    this.folder = home.state().resolve("plans");
  }

  /** The mode that the plan began with: this one when it begins now. */
  WorkspaceMode begun(TaskId plan, WorkspaceMode now) {
    WorkspaceMode known = known(plan, now);
    Path file = file(plan);
    if (!Files.exists(file)) {
      try {
        Files.createDirectories(folder);
        Path draft = Files.writeString(folder.resolve(plan.value() + ".new"), known.wireName());
        Files.move(
            draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot note the workspace of plan " + plan, e);
      }
    }
    return known;
  }

  /** The mode that the plan began with, else the other one. */
  WorkspaceMode known(TaskId plan, WorkspaceMode otherwise) {
    try {
      String name = Files.exists(file(plan)) ? Files.readString(file(plan)).strip() : "";
      for (WorkspaceMode mode : WorkspaceMode.values()) {
        if (mode.wireName().equals(name)) {
          return mode;
        }
      }
    } catch (IOException e) {
      LOG.warn("the workspace of plan {} is taken from the settings: {}", plan, e.getMessage());
    }
    return otherwise;
  }

  /** Those that have begun to work somewhere and were not ended. */
  List<TaskId> known() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> !name.endsWith(".new"))
          .map(TaskId::new)
          .toList();
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (IOException | IllegalArgumentException unreadable) {
      LOG.warn("the notes on shared workspaces cannot be read: {}", unreadable.getMessage());
      return List.of();
    }
  }

  /** Whether it has begun to work somewhere and was not ended. */
  boolean isKnown(TaskId plan) {
    return Files.exists(file(plan));
  }

  void ended(TaskId plan) {
    try {
      Files.deleteIfExists(file(plan));
    } catch (IOException e) {
      LOG.debug("the note on plan {} stays: {}", plan, e.getMessage());
    }
  }

  private Path file(TaskId plan) {
    return folder.resolve(plan.value());
  }
}
