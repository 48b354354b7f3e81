package dev.agentpool.oldprogram;

import dev.agentpool.expert.ExpertName;
import dev.agentpool.expert.ExpertPlace;
import dev.agentpool.expert.ExpertPool;
import dev.agentpool.expert.ExpertPoolFile;
import dev.agentpool.expert.OwnedFiles;
import dev.agentpool.expert.PoolLayout;
import dev.agentpool.expert.UnreadablePool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What an agent CLI's hooks call: {@code flush} when it stops, {@code guard} before it writes. */
final class Hooks {
  private static final Duration STALE = Duration.ofMinutes(30);

  /** The code by which an agent CLI takes a hook's word as a refusal. */
  private static final int DENIED = 2;

  private Hooks() {}

  static int flush(List<String> words, Where here) throws Failed {
    Flags flags = Flags.of(words, "--pool", "--expert", "--task", "--shared");
    ExpertName name = expert(flags, "flush error: ");
    PoolLayout layout = here.layout(pool(flags, here));
    ExpertPlace place = flags.isTrue("--shared") ? layout.sharedPlace(name) : layout.place(name);
    try {
      Instant written = Files.getLastModifiedTime(place.state()).toInstant();
      Duration age = Duration.between(written, here.clock().instant());
      boolean stale = age.compareTo(STALE) > 0;
      log(
          here,
          stale ? "WARN" : "INFO",
          stale ? "Expert state may be stale" : "Expert state is fresh",
          name,
          flags);
    } catch (NoSuchFileException none) {
      log(here, "WARN", "Expert state is missing", name, flags);
    } catch (IOException e) {
      throw new Failed("flush error: " + e);
    }
    return 0;
  }

  static int guard(List<String> words, Where here) throws Failed {
    Flags flags = Flags.of(words, "--pool", "--expert", "--path");
    ExpertName name = expert(flags, "guard denied: ");
    Path root = pool(flags, here);
    Optional<String> denied = denied(here, root, name, flags.text("--path"));
    if (denied.isPresent()) {
      throw new Failed(DENIED, "guard denied: " + denied.get());
    }
    log(here, "INFO", "Write is allowed", name, flags);
    return 0;
  }

  /** Why a file is not this one's to write; a pool that says nothing of it denies nothing. */
  private static Optional<String> denied(Where here, Path root, ExpertName name, String path)
      throws Failed {
    if (path.isEmpty()) {
      return Optional.empty();
    }
    try {
      ExpertPool pool = ExpertPoolFile.read(here.layout(root).poolFile());
      Path project =
          pool.project(here.home(), here.directory())
              .orElseGet(() -> Optional.ofNullable(root.getParent()).orElse(root));
      return OwnedFiles.of(pool).denied(name, project, here.directory().resolve(path));
    } catch (UnreadablePool e) {
      throw new Failed("guard denied: " + e.getMessage());
    }
  }

  private static Path pool(Flags flags, Where here) throws Failed {
    return here.pool(flags.text("--pool"));
  }

  private static ExpertName expert(Flags flags, String prefix) throws Failed {
    if (flags.text("--pool").isEmpty()) {
      throw new Failed(prefix + "pool directory is required");
    }
    String name = flags.text("--expert");
    return ExpertName.of(name).orElseThrow(() -> new Failed(prefix + ExpertName.problem(name)));
  }

  private static void log(Where here, String level, String message, ExpertName name, Flags flags) {
    here.err()
        .println(
            LogLine.of(
                here.clock(),
                level,
                message,
                "expert",
                name.value(),
                "task",
                flags.text("--task"),
                "path",
                flags.text("--path")));
  }
}
