package dev.agentpool.testkit.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a provider's prompt cache would have charged: blocks are hashed in the order in which the
 * dialect gives them; each with a lifetime stores the prefix up to it; the longest prefix that is
 * stored and not expired is a hit.
 */
final class PromptCache {
  private static final int CHARACTERS_PER_TOKEN = 4;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Instant> expiryByPrefix = new HashMap<>(); // guarded by lock
  private final Clock clock;

  PromptCache(Clock clock) {
    this.clock = clock;
  }

  /** Counts the input of a request and stores its breakpoints. Output is 0. */
  Tokens charge(String model, List<PromptBlock> prompt) {
    List<Hashed> blocks = hashed(model, prompt);
    Instant now = clock.instant();
    lock.lock();
    try {
      int hit = -1;
      int lastBreakpoint = -1;
      boolean oneHour = false;
      for (int i = 0; i < blocks.size(); i++) {
        Hashed block = blocks.get(i);
        Instant expiry = expiryByPrefix.get(block.prefix());
        if (expiry != null && expiry.isAfter(now)) {
          hit = i;
        }
        if (block.lifetime() != null) {
          lastBreakpoint = i;
          oneHour = block.lifetime().compareTo(Duration.ofMinutes(5)) > 0;
        }
      }
      if (hit > lastBreakpoint) {
        hit = lastBreakpoint; // without a breakpoint at or behind it the client did not ask for the
        // cache
      }
      if (hit == prompt.size() - 1 && hit >= 0 && prompt.getLast().automatic()) {
        hit--;
      }
      for (Hashed block : blocks) {
        if (block.lifetime() != null) {
          expiryByPrefix.put(block.prefix(), now.plus(block.lifetime()));
        }
      }
      long read = tokens(blocks, 0, hit);
      long written = tokens(blocks, hit + 1, lastBreakpoint);
      long plain = tokens(blocks, Math.max(hit, lastBreakpoint) + 1, blocks.size() - 1);
      return new Tokens(plain, 0, 0, read, oneHour ? 0 : written, oneHour ? written : 0);
    } finally {
      lock.unlock();
    }
  }

  /** The size of a prompt in tokens; nothing is stored. */
  static long count(List<PromptBlock> prompt) {
    return prompt.stream().mapToLong(PromptCache::tokens).sum();
  }

  private static long tokens(PromptBlock block) {
    return Math.max(1, block.text().length() / CHARACTERS_PER_TOKEN);
  }

  private static long tokens(List<Hashed> blocks, int from, int to) {
    long sum = 0;
    for (int i = from; i <= to; i++) {
      sum += blocks.get(i).tokens();
    }
    return sum;
  }

  /** A block by the hash of all up to its end. */
  private record Hashed(String prefix, long tokens, @Nullable Duration lifetime) {}

  private static List<Hashed> hashed(String model, List<PromptBlock> prompt) {
    List<Hashed> blocks = new ArrayList<>();
    String prefix = model;
    for (PromptBlock block : prompt) {
      prefix = hash(prefix + '\n' + block.role() + '\n' + block.text());
      blocks.add(new Hashed(prefix, tokens(block), block.lifetime()));
    }
    return blocks;
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }
}
