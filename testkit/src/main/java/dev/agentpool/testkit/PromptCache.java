package dev.agentpool.testkit;

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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a provider's prompt cache would have charged: blocks are hashed in the order tools, system,
 * messages; each {@code cache_control} stores the prefix up to it; the longest prefix that is
 * stored and not expired is a hit.
 */
final class PromptCache {
  private static final int CHARACTERS_PER_TOKEN = 4;
  private static final String BILLING_LINE = "x-anthropic-billing-header";

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Instant> expiryByPrefix = new HashMap<>(); // guarded by lock
  private final JsonMapper json;
  private final Clock clock;

  PromptCache(JsonMapper json, Clock clock) {
    this.json = json;
    this.clock = clock;
  }

  /** Counts the input of a request and stores its breakpoints. Output is 0. */
  TokenUsage charge(JsonNode request) {
    List<Block> blocks = blocks(request);
    Instant now = clock.instant();
    lock.lock();
    try {
      int hit = -1;
      int lastBreakpoint = -1;
      boolean oneHour = false;
      for (int i = 0; i < blocks.size(); i++) {
        Block block = blocks.get(i);
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
      for (Block block : blocks) {
        if (block.lifetime() != null) {
          expiryByPrefix.put(block.prefix(), now.plus(block.lifetime()));
        }
      }
      long read = tokens(blocks, 0, hit);
      long written = tokens(blocks, hit + 1, lastBreakpoint);
      long plain = tokens(blocks, Math.max(hit, lastBreakpoint) + 1, blocks.size() - 1);
      return new TokenUsage(plain, 0, read, oneHour ? 0 : written, oneHour ? written : 0);
    } finally {
      lock.unlock();
    }
  }

  /** The size of a request in tokens; nothing is stored. */
  long count(JsonNode request) {
    List<Block> blocks = blocks(request);
    return tokens(blocks, 0, blocks.size() - 1);
  }

  private static long tokens(List<Block> blocks, int from, int to) {
    long sum = 0;
    for (int i = from; i <= to; i++) {
      sum += blocks.get(i).tokens();
    }
    return sum;
  }

  private List<Block> blocks(JsonNode request) {
    var gathered = new Gathered(request.path("model").asString(""));
    for (JsonNode tool : request.path("tools")) {
      gathered.add("tool", tool);
    }
    addContent(gathered, "system", request.path("system"));
    for (JsonNode message : request.path("messages")) {
      addContent(gathered, message.path("role").asString(""), message.path("content"));
    }
    return gathered.blocks;
  }

  private void addContent(Gathered gathered, String role, JsonNode content) {
    if (content.isString()) {
      ObjectNode text = json.createObjectNode().put("type", "text").put("text", content.asString());
      gathered.add(role, text);
      return;
    }
    for (JsonNode block : content) {
      boolean billing =
          role.equals("system") && block.path("text").asString("").startsWith(BILLING_LINE);
      if (!billing) {
        gathered.add(role, block);
      }
    }
  }

  private record Block(
      String prefix, long tokens, @org.jspecify.annotations.Nullable Duration lifetime) {}

  private static final class Gathered {
    private final List<Block> blocks = new ArrayList<>();
    private String prefix;

    Gathered(String model) {
      prefix = model;
    }

    void add(String role, JsonNode block) {
      JsonNode control = block.path("cache_control");
      Duration lifetime = null;
      if (control.isObject()) {
        lifetime =
            control.path("ttl").asString("5m").equals("1h")
                ? Duration.ofHours(1)
                : Duration.ofMinutes(5);
      }
      JsonNode bare = block;
      if (block instanceof ObjectNode object && object.has("cache_control")) {
        ObjectNode copy = object.deepCopy();
        copy.remove("cache_control");
        bare = copy;
      }
      String text = bare.toString();
      prefix = hash(prefix + '\n' + role + '\n' + text);
      blocks.add(new Block(prefix, Math.max(1, text.length() / CHARACTERS_PER_TOKEN), lifetime));
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
}
