package dev.agentpool.card;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import javax.imageio.ImageIO;

/**
 * A typeface of pictures: the printable characters of ASCII in one row, all of one width, drawn of
 * DejaVu Sans Mono. A card so looks the same on every machine, and needs no fonts there. Immutable.
 */
final class Glyphs {
  private static final int FIRST = ' ';
  private static final int COUNT = '~' - ' ' + 1;
  private final BufferedImage sheet;
  private final int width;

  private Glyphs(BufferedImage sheet) {
    this.sheet = sheet;
    this.width = sheet.getWidth() / COUNT;
  }

  static Glyphs read(String name) throws IOException {
    try (InputStream in = Glyphs.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("the program lacks its picture " + name);
      }
      return new Glyphs(ImageIO.read(in));
    }
  }

  int height() {
    return sheet.getHeight();
  }

  /** How wide a text is. */
  int width(String text) {
    return text.length() * width;
  }

  /** Draws a text over what is there; a character without a picture is a question mark. */
  void draw(BufferedImage onto, String text, int left, int top, int colour) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at) >= FIRST && text.charAt(at) < FIRST + COUNT ? text.charAt(at) : '?';
      for (int y = 0; y < height(); y++) {
        for (int x = 0; x < width; x++) {
          int alpha = sheet.getRaster().getSample((c - FIRST) * width + x, y, 0);
          int px = left + at * width + x;
          if (alpha > 0 && px < onto.getWidth() && top + y < onto.getHeight()) {
            onto.setRGB(px, top + y, mixed(onto.getRGB(px, top + y), colour, alpha));
          }
        }
      }
    }
  }

  private static int mixed(int under, int over, int alpha) {
    int mixed = 0xff;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int below = under >> shift & 0xff;
      int above = over >> shift & 0xff;
      mixed = mixed << 8 | (below * (255 - alpha) + above * alpha + 127) / 255;
    }
    return mixed;
  }
}
