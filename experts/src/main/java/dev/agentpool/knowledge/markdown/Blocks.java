package dev.agentpool.knowledge.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Markdown text, piece by piece: headings, and below them paragraphs and list items. An error
 * that was appended is one piece with the time it stands under. Nothing within a fence begins a
 * piece.
 */
public final class Blocks {
  private static final Pattern HEADING = Pattern.compile("(#{1,6})(?:\\s.*)?");
  private final List<Block> done = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private boolean tight;
  private boolean stamped;
  private boolean item;
  private int blanks;
  private @Nullable String fence;

  private Blocks() {}

  public static List<Block> of(String text) {
    Blocks blocks = new Blocks();
    text.lines().forEach(blocks::line);
    blocks.end();
    return List.copyOf(blocks.done);
  }

  /** A text of these pieces; of none, nothing. */
  public static String text(List<Block> blocks) {
    StringBuilder text = new StringBuilder();
    boolean afterHeading = false;
    for (Block block : blocks) {
      if (!text.isEmpty()) {
        // a paragraph that came to stand elsewhere must not run on from another
        boolean close = block.tight() && (afterHeading || block.isHeading() || block.isItem());
        text.append(close ? "\n" : "\n\n");
      }
      text.append(block.text());
      afterHeading = block.isHeading();
    }
    return text.isEmpty() ? "" : text.append('\n').toString();
  }

  private void line(String line) {
    if (fence != null && !Block.isStamp(line)) { // a fence that nobody closed ends with its entry
      add(line);
      if (line.strip().startsWith(fence)
          && line.strip().replace(fence.substring(0, 1), "").isEmpty()) {
        fence = null;
      }
      return;
    }
    if (line.isBlank()) {
      blanks++;
      return;
    }
    var heading = HEADING.matcher(line);
    if (heading.matches()) {
      heading(line, heading.end(1));
    } else if (!stamped && begins(line)) {
      begin(line);
      item = Block.isItem(line);
    } else {
      add(line);
    }
    fence = opened(line);
  }

  private void heading(String line, int level) {
    if (Block.isStamp(line)) {
      begin(line);
      stamped = true;
      return;
    }
    end();
    done.add(new Block(level, line.strip(), blanks == 0));
    blanks = 0;
  }

  /**
   * A list item always does, anything else after a blank line that is not indented below an item.
   */
  private boolean begins(String line) {
    boolean indented = line.startsWith("  ") || line.startsWith("\t");
    return lines.isEmpty() || Block.isItem(line) || (blanks > 0 && !(item && indented));
  }

  private void begin(String line) {
    boolean close = blanks == 0;
    end();
    tight = close;
    blanks = 0;
    lines.add(line);
  }

  private void add(String line) {
    for (; blanks > 0; blanks--) {
      lines.add("");
    }
    lines.add(line);
  }

  private static @Nullable String opened(String line) {
    String stripped = line.strip();
    String mark = stripped.startsWith("~~~") ? "~~~" : "```";
    return stripped.startsWith(mark) && stripped.indexOf(mark, 3) < 0 ? mark : null;
  }

  private void end() {
    if (!lines.isEmpty()) {
      done.add(new Block(0, String.join("\n", lines).stripTrailing(), tight));
    }
    lines.clear();
    stamped = false;
    item = false;
    fence = null;
  }
}
