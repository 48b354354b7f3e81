package dev.agentpool.post;

import dev.agentpool.config.Home;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.config.PoolFiles;
import dev.agentpool.expert.ExpertPool;
import dev.agentpool.expert.ExpertPoolFile;
import dev.agentpool.expert.PoolLayout;
import dev.agentpool.expert.UnreadablePool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The rosters of pools, read again when their files changed. While a file is broken what it said
 * before counts. Thread-safe.
 */
public final class Rosters {
  private final Path sharedExperts;
  private final Map<Path, Read> known = new ConcurrentHashMap<>();

  private record Read(Optional<Roster> roster, @Nullable FileTime time, long size) {}

  public Rosters(Home home) {
    this.sharedExperts = home.root().resolve("experts");
  }

  /** Empty for a pool without experts. */
  public Optional<Roster> of(PoolConfig pool) {
    return of(pool.directory());
  }

  /** Of the pool of a project. */
  public Optional<Roster> of(Path project) {
    Path file = PoolFiles.poolFile(project);
    FileTime time = null;
    long size = -1;
    try {
      time = Files.getLastModifiedTime(file);
      size = Files.size(file);
    } catch (IOException none) {
      // there is no such pool
    }
    Read before = known.get(file);
    if (before != null && time != null && time.equals(before.time) && size == before.size) {
      return before.roster;
    }
    Optional<Roster> now = read(file, before == null ? Optional.empty() : before.roster);
    known.put(file, new Read(now, time, size));
    return now;
  }

  private Optional<Roster> read(Path file, Optional<Roster> before) {
    Path folder = file.getParent();
    if (folder == null || !Files.exists(file)) {
      return Optional.empty();
    }
    try {
      if (!ExpertPoolFile.isOne(file)) {
        return isBroken(file) ? before : Optional.empty();
      }
      ExpertPool pool = ExpertPoolFile.read(file);
      return Optional.of(new Roster(pool, new PoolLayout(folder, sharedExperts)));
    } catch (UnreadablePool broken) {
      return before; // whoever opens the pool is told
    }
  }

  private static boolean isBroken(Path file) {
    try {
      ExpertPoolFile.read(file);
      return false;
    } catch (UnreadablePool broken) {
      return true;
    }
  }
}
