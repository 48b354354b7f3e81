package dev.agentpool.knowledge.persona;

import dev.agentpool.expert.ExpertName;
import dev.agentpool.expert.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The texts that ship: who the three roles are, and how everybody works in a pool. */
public final class ShippedWords {
  private ShippedWords() {}

  /** Who a role is until its {@code identity.md} says something else. */
  public static String identity(Role role) {
    return text(role.word());
  }

  /** Of a role; empty for an expert, who is whom its own file says. */
  public static String identity(ExpertName name) {
    return name.role().map(ShippedWords::identity).orElse("");
  }

  /** How an expert works: its tools, what it writes down, what it may not. */
  public static String protocol() {
    return text("protocol");
  }

  private static String text(String name) {
    String file = name + ".md";
    try (InputStream in = ShippedWords.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing in this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }
}
