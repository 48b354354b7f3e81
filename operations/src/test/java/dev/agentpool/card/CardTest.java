package dev.agentpool.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The card as its pixels are. */
class CardTest {
  private static final int BACKGROUND = 0xff0f1419;
  @TempDir Path temp;

  private static BufferedImage drawn(Card card) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(card.png()));
  }

  private static long lit(BufferedImage image, int top, int bottom) {
    long lit = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = 20; x < image.getWidth(); x++) {
        lit += image.getRGB(x, y) != BACKGROUND ? 1 : 0;
      }
    }
    return lit;
  }

  @Test
  void itHasItsSizeAndItsTextAndItsColumns() throws IOException {
    BufferedImage image =
        drawn(new Card("agentpool, last 7d", List.of("3 sessions", "all"), List.of(1L, 5L, 0L)));
    assertThat(image.getWidth()).isEqualTo(1200);
    assertThat(image.getHeight()).isEqualTo(630);
    assertThat(image.getRGB(1100, 20)).isEqualTo(BACKGROUND);
    assertThat(lit(image, 60, 140)).as("the title").isBetween(4_000L, 40_000L);
    assertThat(lit(image, 150, 200)).as("the first line").isBetween(400L, 10_000L);
    assertThat(lit(image, 300, 450)).as("no more lines").isZero();
    assertThat(lit(image, 465, 579)).as("the columns").isEqualTo(28 * 22 + 28 * 108L);
  }

  @Test
  void theSameIsTheSamePictureAndAnotherTextAnotherOne() throws IOException {
    Card card = new Card("a", List.of("1 session"), List.of(1L));
    assertThat(card.png()).isEqualTo(card.png());
    BufferedImage one = drawn(card);
    BufferedImage other = drawn(new Card("a", List.of("2 session"), List.of(1L)));
    assertThat(lit(one, 0, 140)).isEqualTo(lit(other, 0, 140));
    assertThat(lit(one, 150, 200)).isNotEqualTo(lit(other, 150, 200));
  }

  @Test
  void whateverIsSaidItFits() throws IOException {
    String long1 = "ünï\u0000\uD83D\uDE42".repeat(500);
    Card card =
        new Card(long1, Collections.nCopies(4, long1), Collections.nCopies(5_000, Long.MAX_VALUE));
    assertThat(drawn(card).getWidth()).isEqualTo(1200);
    assertThat(drawn(new Card("", List.of(), List.of())).getHeight()).isEqualTo(630);
  }

  @Test
  void onlyAPictureIsReplaced() throws IOException {
    Path file = temp.resolve("new/folder/card.png");
    byte[] png = new Card("a", List.of(), List.of()).png();
    CardFile.write(file, png);
    CardFile.write(file, png);
    assertThat(Files.readAllBytes(file)).isEqualTo(png);
    try (var left = Files.list(file.getParent())) {
      assertThat(left).containsExactly(file);
    }
    Path text = Files.writeString(temp.resolve("notes.txt"), "mine");
    assertThatThrownBy(() -> CardFile.write(text, png)).hasMessageContaining("is no PNG");
    assertThat(text).hasContent("mine");
    Path link = Files.createSymbolicLink(temp.resolve("link.png"), file);
    assertThatThrownBy(() -> CardFile.write(link, png)).hasMessageContaining("not replaced");
    assertThatThrownBy(() -> CardFile.write(temp, png)).isInstanceOf(IOException.class);
  }
}
