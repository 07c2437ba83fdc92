package perihost.itests.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import perihost.itests.harness.Built;

/** The schemas of one API description under docs. */
final class Schemas {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            factory -> factory.metaSchema(JsonMetaSchema.builder(JsonMetaSchema.getV202012())
                    .keyword(new NonValidationKeyword("components")) // where references lead
                    .build()));

    private final JsonNode document;

    private Schemas(JsonNode document) {
        this.document = document;
    }

    static Schemas of(String file) throws IOException {
        Path path = Built.root().resolve("docs").resolve(file);
        return new Schemas(YAML.readTree(path.toFile()));
    }

    /** A part of the document, by JSON pointer; references are followed. */
    JsonNode at(String pointer) {
        JsonNode node = document.at(pointer);
        if (node.isMissingNode()) throw new AssertionError("not described: " + pointer);
        return node.has("$ref") ? at(node.get("$ref").asText().substring(1)) : node;
    }

    /** What the document has against the message, by a schema of the document; empty: nothing. */
    Set<ValidationMessage> against(JsonNode schema, JsonNode message) {
        ObjectNode whole = YAML.createObjectNode();
        whole.putArray("allOf").add(schema);
        whole.set("components", document.get("components"));
        JsonSchema made = FACTORY.getSchema(whole);
        return made.validate(message);
    }

    /** The same, by the name of the schema. */
    Set<ValidationMessage> against(String name, JsonNode message) {
        return against(at("/components/schemas/" + name), message);
    }
}
