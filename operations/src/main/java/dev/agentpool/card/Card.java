package dev.agentpool.card;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * What stands on a card: a title, some lines, and columns of figures below. The same is always the
 * same picture.
 *
 * @param columns figures over time, oldest first; the newest are drawn where they do not all fit
 */
public record Card(String title, List<String> lines, List<Long> columns) {
  public static final int WIDTH = 1200;
  public static final int HEIGHT = 630;

  private static final int BACKGROUND = 0x0f1419;
  private static final int BRIGHT = 0xf2f5f7;
  private static final int QUIET = 0x9fb0bf;
  private static final int ACCENT = 0x4cc38a;
  private static final int MARGIN = 70;
  private static final int LINE = 62;
  private static final int COLUMNS_HIGH = 110;
  private static final int COLUMN = 28;
  private static final int GAP = 6;

  public Card {
    lines = List.copyOf(lines);
    columns = List.copyOf(columns);
  }

  /** As a PNG. */
  public byte[] png() throws IOException {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    fill(image, 0, 0, WIDTH, HEIGHT, BACKGROUND);
    fill(image, 0, 0, 12, HEIGHT, ACCENT);
    Glyphs large = Glyphs.read("large.png");
    Glyphs small = Glyphs.read("small.png");
    int top = MARGIN - 10;
    large.draw(image, fitted(title, large), MARGIN, top, BRIGHT);
    top += large.height() + 24;
    for (int i = 0; i < lines.size(); i++) {
      int colour = i == lines.size() - 1 ? QUIET : BRIGHT;
      small.draw(image, fitted(lines.get(i), small), MARGIN, top, colour);
      top += LINE;
    }
    columns(image);
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
        if (!ImageIO.write(image, "png", out)) {
          throw new IOException("this Java writes no PNG");
        }
      }
      return bytes.toByteArray();
    }
  }

  private static String fitted(String text, Glyphs glyphs) {
    int most = (WIDTH - 2 * MARGIN) / glyphs.width(" ");
    return text.length() <= most ? text : text.substring(0, most - 3) + "...";
  }

  private void columns(BufferedImage image) {
    int fit = (WIDTH - 2 * MARGIN + GAP) / (COLUMN + GAP);
    List<Long> shown = columns.subList(Math.max(0, columns.size() - fit), columns.size());
    long most = shown.stream().mapToLong(Long::longValue).max().orElse(0);
    if (most <= 0) {
      return;
    }
    int floor = HEIGHT - MARGIN + 20;
    fill(image, MARGIN, floor, WIDTH - 2 * MARGIN, 2, QUIET);
    for (int i = 0; i < shown.size(); i++) {
      long figure = Math.max(0, shown.get(i));
      int high = (int) Math.round((double) figure / most * COLUMNS_HIGH);
      int visible = figure > 0 ? Math.max(3, high) : 0;
      fill(image, MARGIN + i * (COLUMN + GAP), floor - visible, COLUMN, visible, ACCENT);
    }
  }

  private static void fill(BufferedImage image, int left, int top, int wide, int high, int colour) {
    for (int y = top; y < top + high; y++) {
      for (int x = left; x < left + wide; x++) {
        image.setRGB(x, y, colour);
      }
    }
  }
}
