package dev.agentpool.workspace.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** What an agent might do to a working tree, from a seed. */
final class RandomChanges {
  private static final List<String> NAMES =
      List.of(
          "a.txt",
          "src/b.java",
          "src/deep/er/c",
          "with space",
          "quo\"te",
          "tab\tname",
          "line\nbreak",
          "-dash",
          "ünï/cödé",
          "a.txt/inside",
          "src",
          "bin.dat",
          "build/ignored",
          "back\\slash",
          "b/a",
          ":colon");

  private final Project tree;
  private final Random random;

  RandomChanges(Project tree, Random random) {
    this.tree = tree;
    this.random = random;
  }

  /** Some steps, any of which may undo another. */
  void some(int steps) {
    for (int i = 0; i < steps; i++) {
      try {
        step();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void step() throws IOException {
    Path file = tree.dir().resolve(NAMES.get(random.nextInt(NAMES.size())));
    switch (random.nextInt(11)) {
      case 0, 1, 2 -> write(file, text());
      case 3 -> write(file, bytes());
      case 4 -> clear(file);
      case 5 -> {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          Path to = tree.dir().resolve("moved-" + random.nextInt(5));
          clear(to);
          Files.move(file, to);
        }
      }
      case 6 -> {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          boolean done = file.toFile().setExecutable(random.nextBoolean());
        }
      }
      case 7 -> {
        Path link = tree.dir().resolve("link-" + random.nextInt(3));
        clear(link);
        Files.createSymbolicLink(link, Path.of("somewhere/" + random.nextInt(9)));
      }
      case 8 -> tree.git("add", "-A");
      case 9 -> tree.git("reset", "-q");
      default -> tree.gitSucceeds("add", "-A", "--", "src");
    }
    if (random.nextInt(6) == 0) {
      tree.git("add", "-A");
      tree.git("commit", "-q", "--allow-empty", "-m", "by the agent");
    }
  }

  private void write(Path file, byte[] bytes) throws IOException {
    Path root = tree.dir();
    for (Path part = root; !part.equals(file.getParent()); ) {
      part = part.resolve(part.relativize(file).getName(0));
      if (Files.exists(part, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(part)) {
        Files.delete(part);
      }
    }
    Files.createDirectories(file.getParent());
    clear(file);
    Files.write(file, bytes);
  }

  private static void clear(Path file) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> all = Files.walk(file)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private byte[] text() {
    StringBuilder text = new StringBuilder();
    for (int lines = random.nextInt(40); lines > 0; lines--) {
      text.append("line ").append(random.nextInt(6));
      text.append(random.nextInt(8) == 0 ? "\r\n" : "\n");
    }
    if (random.nextInt(3) == 0) {
      text.append("no end \u00e4");
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(3000)];
    random.nextBytes(bytes);
    return bytes;
  }
}
