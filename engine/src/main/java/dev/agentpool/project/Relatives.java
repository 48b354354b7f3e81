package dev.agentpool.project;

import dev.agentpool.config.Home;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.config.PoolFiles;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pool is known by its name and its project's folder, so another name or another place makes
 * another pool. This says which pools a project has beside the one that was opened: by an earlier
 * name, or from where its folder lay before. A folder is known again by its inode and its birth, so
 * one that was copied is not.
 */
final class Relatives {
  private static final Logger LOG = LoggerFactory.getLogger(Relatives.class);
  private final Path notes;
  private final Ledger ledger;

  Relatives(Home home, Ledger ledger) {
    this.notes = home.state().resolve("folders");
    this.ledger = ledger;
  }

  /** What a person should know of the others, and notes the folder of this one. */
  List<String> of(PoolConfig pool) {
    String folder = identity(pool.directory());
    note(pool.id(), folder);
    List<String> told = new ArrayList<>();
    for (PoolRecord other : ledger.pools()) {
      if (other.id().equals(pool.id())) {
        continue;
      }
      boolean sameFolder = other.directory().equals(pool.directory().toString());
      if (sameFolder && isUsed(other)) {
        told.add(
            "this project has another pool, by the name \""
                + other.name()
                + "\", with "
                + held(other)
                + "; to go on with it, set name = \""
                + other.name()
                + "\" in "
                + PoolFiles.poolFile(pool.directory()));
      } else if (!sameFolder
          && noted(other.id()).equals(folder)
          && !Files.exists(Path.of(other.directory()))
          && isUsed(other)) {
        told.add(
            "this folder was "
                + other.directory()
                + " before, and its pool \""
                + other.name()
                + "\" stays there with "
                + held(other)
                + "; to go on with it, move the folder back");
      }
    }
    return told;
  }

  /** Whether anybody would miss it. */
  private boolean isUsed(PoolRecord pool) {
    return tasks(pool.id()) > 0 || !pool.caps().equals(Caps.NONE);
  }

  private long tasks(PoolId pool) {
    return ledger.counts(pool).values().stream().mapToLong(Long::longValue).sum();
  }

  private String held(PoolRecord pool) {
    long tasks = tasks(pool.id());
    return tasks
        + (tasks == 1 ? " task" : " tasks")
        + ", what it spent"
        + (pool.caps().equals(Caps.NONE) ? "" : " and its caps")
        + ", none of which counts here";
  }

  private String noted(PoolId pool) {
    try {
      Path note = notes.resolve(pool.value());
      return Files.exists(note) ? Files.readString(note) : "";
    } catch (IOException e) {
      LOG.debug("where {} lay is not known: {}", pool, e.getMessage());
      return "";
    }
  }

  private void note(PoolId pool, String folder) {
    try {
      if (!folder.isEmpty() && !noted(pool).equals(folder)) {
        Files.createDirectories(notes);
        Files.writeString(notes.resolve(pool.value()), folder);
      }
    } catch (IOException e) {
      LOG.warn("cannot note where {} lies: {}", pool, e.getMessage());
    }
  }

  /** Never the same for two folders; empty when it cannot be told. */
  private static String identity(Path folder) {
    try {
      BasicFileAttributes is = Files.readAttributes(folder, BasicFileAttributes.class);
      return is.fileKey() + " " + is.creationTime().toInstant();
    } catch (IOException gone) {
      return "";
    }
  }
}
