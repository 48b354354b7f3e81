package dev.agentpool.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the library's documentation shows is what the examples run. */
class SnippetsTest {
  private static final Pattern SNIPPET = Pattern.compile("\\{@snippet :\n(.*?)\n +\\* }\n", Pattern.DOTALL);
  private static final Pattern FENCE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  private static List<Path> sources(String directory) throws IOException {
    try (Stream<Path> all = Files.walk(Path.of(directory))) {
      return all.filter(path -> path.toString().endsWith(".java")).toList();
    }
  }

  private static String squeezed(String code) {
    return code.replaceAll("\\s+", "");
  }

  private static String examples() throws IOException {
    StringBuilder code = new StringBuilder();
    for (Path source : sources("src/main/java")) {
      code.append(squeezed(Files.readString(source)));
    }
    return code.toString();
  }

  private static Map<String, String> snippets(Path source) throws IOException {
    Map<String, String> snippets = new LinkedHashMap<>();
    Matcher matcher = SNIPPET.matcher(Files.readString(source));
    while (matcher.find()) {
      String code = matcher.group(1).replaceAll("(?m)^ *\\* ?", "");
      snippets.put(source.getFileName() + " at " + matcher.start(), squeezed(code));
    }
    return snippets;
  }

  @Test
  void everySnippetOfTheLibraryIsPartOfAnExample() throws IOException {
    String examples = examples();
    Map<String, String> snippets = new LinkedHashMap<>();
    for (Path source : sources("../library/src/main/java/dev/agentpool/api")) {
      snippets.putAll(snippets(source));
    }
    assertThat(snippets).hasSizeGreaterThan(40);
    assertThat(snippets).allSatisfy((where, code) -> assertThat(examples).as(where).contains(code));
  }

  @Test
  void everyPublicTypeOfTheLibraryShowsHowItIsUsed() throws IOException {
    List<String> bare = new ArrayList<>();
    for (Path source : sources("../library/src/main/java/dev/agentpool/api")) {
      String text = Files.readString(source);
      if (text.contains("\npublic ") && !text.contains("{@snippet")) {
        bare.add(source.getFileName().toString());
      }
    }
    assertThat(bare).isEmpty();
  }

  @Test
  void theLibrarysPageShowsCodeOfTheExamples() throws IOException {
    String examples = examples();
    Matcher matcher = FENCE.matcher(Files.readString(Path.of("../docs/library.md")));
    int found = 0;
    while (matcher.find()) {
      assertThat(examples).contains(squeezed(matcher.group(1)));
      found++;
    }
    assertThat(found).isGreaterThanOrEqualTo(3);
  }
}
