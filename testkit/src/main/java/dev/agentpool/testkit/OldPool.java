package dev.agentpool.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Pool folders as the program left them that made expert pools first: {@link #shop} has tasks in
 * every state, answers nobody read, and mail on its way; {@link #docs} has shared experts, files
 * with line ends of another system, a task whose mail is gone and one that waits for what never
 * came.
 */
public final class OldPool {
  private OldPool() {}

  /** Writes the pool {@code shop} into a project; answers its folder. */
  public static Path shop(Path project) {
    return write("shop", project);
  }

  /** Writes the pool {@code docs} into a project; answers its folder. */
  public static Path docs(Path project) {
    return write("docs", project);
  }

  private static Path write(String pool, Path project) {
    Path folder = project.resolve(".agent-pool");
    text(pool, "files")
        .lines()
        .forEach(name -> {
          try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text(pool, name).replace("@PROJECT@", project.toString()));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    return folder;
  }

  private static String text(String pool, String name) {
    try (InputStream in = OldPool.class.getResourceAsStream("pools/" + pool + "/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the testkit has no " + pool + "/" + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
