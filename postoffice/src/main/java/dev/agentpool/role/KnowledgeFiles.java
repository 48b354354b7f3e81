package dev.agentpool.role;

import dev.agentpool.post.Expert;
import dev.agentpool.post.Mailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What an expert knows as it stands in its files. */
public final class KnowledgeFiles implements KnownByHeart {
  private static final int MOST = 4 << 20;

  @Override
  public List<Known> of(Expert expert, Mailed doing) {
    List<Known> known = new ArrayList<>();
    known.add(new Known("Expert Identity", text(expert.place().identity())));
    known.add(new Known("Current State", text(expert.place().state())));
    expert
        .place()
        .projectState()
        .ifPresent(file -> known.add(new Known("Project State", text(file))));
    known.add(new Known("Known Errors & Pitfalls", text(expert.place().errors())));
    return known;
  }

  /** Empty when the file is not there. */
  static String text(Path file) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return "";
    }
    try {
      if (Files.size(file) > MOST) {
        return "[" + file + " is larger than 4 MiB and was not read]";
      }
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
