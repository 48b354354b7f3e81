package dev.agentpool.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.config.ConfigException;
import dev.agentpool.config.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The list of models that ships, a person's over it, and what is wrong with a file. */
class CatalogTest {
  @TempDir Path folder;

  private Catalog with(String config) throws IOException {
    Files.writeString(folder.resolve("config.toml"), config);
    return Catalogs.of(new Home(folder));
  }

  private void file(String name, String json) throws IOException {
    Files.writeString(folder.resolve(name), json.replace('\'', '"'));
  }

  @Test
  void everyListThatShipsSaysOfWhenItIsAndWhereItComesFrom() {
    Catalogs.shipped()
        .providers()
        .forEach((id, list) -> {
          assertThat(LocalDate.parse(list.text("date").orElseThrow()))
              .as(id)
              .isBefore(LocalDate.of(2100, 1, 1));
          assertThat(list.text("listed_by")).as(id).isPresent();
          Set<String> ids = new TreeSet<>();
          list.models().forEach(model -> assertThat(ids.add(model.id())).as(model.id()).isTrue());
          list.text("default_model").ifPresent(model -> assertThat(ids).contains(model));
        });
    assertThat(Catalogs.shipped().provider("claude-code").orElseThrow().text("default_model"))
        .contains("sonnet");
  }

  @Test
  void aPersonsListReplacesTheModelsThatItNamesAndKeepsTheRest() throws IOException {
    file(
        "mine.json", "{'providers':{'codex-cli':{'models':[{'id':'gpt-6','source':'observed'}]}}}");
    file("later.json", "{'providers':{'codex-cli':{'default_model':'gpt-6'}}}");

    Catalog catalog = with("model_catalog_paths = ['mine.json', 'later.json']");

    Catalog.Provider codex = catalog.provider("codex-cli").orElseThrow();
    assertThat(codex.models()).extracting(Catalog.Model::id).containsExactly("gpt-6");
    assertThat(codex.models().getFirst().displayName()).isEqualTo("gpt-6");
    assertThat(codex.text("default_model")).contains("gpt-6");
    assertThat(codex.text("reasoning_effort_config_key")).contains("model_reasoning_effort");
    assertThat(catalog.provider("claude-code"))
        .isEqualTo(Catalogs.shipped().provider("claude-code"));
  }

  @Test
  void aLonePathIsAListOfOneAndACliThatNobodyKnowsIsPassedOver() throws IOException {
    file("mine.json", "{'providers':{'nobody':{'models':[{'id':'x'}]}}}");
    assertThat(with("model_catalog_paths = 'mine.json'").provider("nobody")).isEmpty();
    assertThat(CatalogFile.read(folder.resolve("mine.json")).warnings())
        .singleElement()
        .asString()
        .startsWith("providers.nobody ");
  }

  @Test
  void aFileThatIsNamedAndCannotBeUsedIsToldWithItsPlace() throws IOException {
    file("mine.json", "{'providers':{'codex-cli':{'models':[{'id':''}]}}}");
    assertThatThrownBy(() -> with("model_catalog_paths = ['mine.json', 'gone.json']"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("mine.json: providers.codex-cli.models[0].id must be")
        .hasMessageContaining("gone.json: there is no such file");
    assertThatThrownBy(() -> with("model_catalog_paths = 7"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("config.toml:1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | the root must be an object",
        "{} | providers is missing",
        "{'providers':[]} | providers must be an object",
        "{'providers':{'':{}}} | providers has an empty id",
        "{'providers':{'opencode':7}} | providers.opencode must be an object",
        "{'providers':{'opencode':{'models':{}}}} | providers.opencode.models must be an array",
        "{'providers':{'opencode':{'models':[7]}}} | providers.opencode.models[0] must be an"
            + " object",
        "{'providers':{'opencode':{'models':[{'id':'a'},{'id':7}]}}} |"
            + " providers.opencode.models[1].id must",
        "{'providers':{'opencode':{'models':[{'id':'a','source':'x'}]}}} | .models[0].source must"
            + " be one of",
        "{'providers':{'opencode':{'models':[{'id':'a','confidence':'high'}]}}} | .confidence must"
            + " be one of",
        "{'providers':{'opencode':{'models':[{'id':'a','aliases':'b'}]}}} | .models[0].aliases must"
            + " be an array",
        "{'providers':{'opencode':{'models':[{'id':'a','metadata':[]}]}}} | .metadata must be an"
            + " object",
        "{'providers':{'opencode':{'models':[{'id':'a','metadata':{'reasoning':[]}}]}}} |"
            + " .reasoning must be an object",
        "{'providers':{'opencode':{'models':[{'id':'a','metadata':{'reasoning':{'supported':[1]}}}]}}}"
            + " | supported values must be strings",
        "{'providers':{'opencode':{'models':[{'id':'a','metadata':{'reasoning':{'default':1}}}]}}}"
            + " | default must be a string",
        "{'providers':{'opencode':{'submit_keys':'C-m'}}} | providers.opencode.submit_keys must be"
            + " an array",
        "{'providers':{'opencode':{'default_model':null}}} | providers.opencode.default_model must"
            + " be a string",
        "{'providers': | is not JSON",
        "null | the root must be an object",
      })
  void whatIsWrongIsToldWithItsPlace(String json, String told) {
    CatalogFile file = CatalogFile.parse("x.json", json.replace('\'', '"'));
    assertThat(file.errors()).singleElement().asString().contains(told);
    assertThat(file.document()).isEmpty();
  }

  @Test
  void onlyJsonFilesThatCanBeReadAreRead() throws IOException {
    assertThat(CatalogFile.read(folder.resolve("x.yaml")).errors().getFirst())
        .contains("must be JSON files");
    Files.createDirectory(folder.resolve("d.json"));
    assertThat(CatalogFile.read(folder.resolve("d.json")).errors().getFirst())
        .contains("not a regular file");
    Files.writeString(folder.resolve("deep.json"), "[".repeat(100_000));
    assertThat(CatalogFile.read(folder.resolve("deep.json")).errors().getFirst())
        .contains("is not JSON");
    Files.writeString(folder.resolve("big.json"), "\"" + "x".repeat(2 << 20) + "\"");
    assertThat(CatalogFile.read(folder.resolve("big.json")).errors().getFirst()).contains("1 MiB");
  }
}
