package dev.agentpool.bench;

import dev.agentpool.redact.Filter;
import dev.agentpool.redact.Redaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How fast what agents say passes the filter that finds secrets. */
final class RedactionSpeed implements Scenario {
  private static final int SIZE = 8 << 20;
  private static final int PIECE = 4 << 10;
  private static final int WARM_UP = 3;
  private static final int LEAST = 20;

  /** Where rules have to look closely, again and again. */
  private static final String DENSE = "the same, each line with the name of a secret";

  private static final String KEYS = "a key in each 2 KB";

  @Override
  public String name() {
    return "redaction";
  }

  @Override
  public String about() {
    return "8 MB of what agents say, in pieces of 4 KiB, through the streaming filter that replaces"
        + " secrets, beside the same pieces put together without it. One thread.";
  }

  @Override
  public void run(Lab lab) {
    lab.report().head(List.of("text", "MB a second", "secrets found", "target"));
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("prose", "It reads the file, then it runs the tests once more and says what came.\n");
    texts.put(
        "source and JSON",
        "for (int i = 0; i < n; i++) { list.add(find(i)); } // {\"path\": \"src/Main.java\"}\n");
    texts.put(
        DENSE,
        "final String name = config.get(\"token\"); // {\"path\": \"src/Main.java\", \"key\":"
            + " 17}\n");
    texts.put(
        KEYS,
        "the log goes on and on and says little\n".repeat(50)
            + "export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzzzzzzzzz\n");
    for (Map.Entry<String, String> text : texts.entrySet()) {
      List<String> pieces = pieces(text.getValue());
      Redaction redaction = Redaction.standard();
      double fastest = fastest(lab.runs(10), () -> redacted(redaction, pieces));
      long found = redaction.counts().values().stream().mapToLong(Long::longValue).sum();
      int passes = WARM_UP + lab.runs(10);
      lab.report()
          .row(
              List.of(
                  text.getKey(),
                  shown(fastest),
                  Long.toString(found / passes),
                  List.of(DENSE, KEYS).contains(text.getKey())
                      ? ""
                      : Report.verdict(fastest >= LEAST, "≥ " + LEAST)));
      lab.report()
          .row(
              List.of(
                  "baseline: " + text.getKey(),
                  shown(fastest(lab.runs(10), () -> joined(pieces))),
                  "",
                  ""));
    }
  }

  private static List<String> pieces(String text) {
    String all = text.repeat(SIZE / text.length());
    List<String> pieces = new ArrayList<>();
    for (int at = 0; at < all.length(); at += PIECE) {
      pieces.add(all.substring(at, Math.min(all.length(), at + PIECE)));
    }
    return pieces;
  }

  private interface Pass {
    int length();
  }

  /** In megabytes a second; the texts have a byte a letter. */
  private static double fastest(int runs, Pass pass) {
    double fastest = 0;
    for (int i = -WARM_UP; i < runs; i++) {
      long began = System.nanoTime();
      int length = pass.length();
      double speed = length * 1e3 / (System.nanoTime() - began);
      fastest = i >= 0 ? Math.max(fastest, speed) : fastest;
    }
    return fastest;
  }

  private static int redacted(Redaction redaction, List<String> pieces) {
    Filter filter = redaction.filter();
    StringBuilder kept = new StringBuilder();
    pieces.forEach(piece -> kept.append(filter.add(piece)));
    return kept.append(filter.end()).length();
  }

  private static int joined(List<String> pieces) {
    StringBuilder kept = new StringBuilder();
    pieces.forEach(kept::append);
    return kept.length();
  }

  private static String shown(double speed) {
    return String.format(Locale.ROOT, "%.0f", speed);
  }
}
