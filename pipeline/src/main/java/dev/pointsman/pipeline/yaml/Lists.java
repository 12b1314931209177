package dev.pointsman.pipeline.yaml;

import java.util.ArrayList;
import java.util.List;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Origin;

/** Reads lists within their bounds, item by item. */
final class Lists {

    private Lists() {}

    /** Reads one item; null, after a finding, when it is no item at all. */
    interface Item<T> {
        T read(YamlNode node, Origin at);
    }

    /** The items that could be read; not one more than are allowed, so that a long list costs no more than a short one. */
    static <T> List<T> read(YamlNode node, Origin at, int least, int most, Findings findings, Item<T> reader) {
        List<T> read = new ArrayList<>();
        if (!(node instanceof YamlNode.Sequence list)) {
            Scalars.wrongType(node, at, "a list", findings);
            return read;
        }
        int count = list.items().size();
        if (count < least || count > most) {
            findings.error(
                    FindingCode.WRONG_COUNT,
                    at,
                    "the list has " + count + (count == 1 ? " item" : " items") + "; " + least + " to " + most
                            + " are allowed",
                    "");
        }
        for (int i = 0; i < Math.min(count, most); i++) {
            YamlNode item = list.items().get(i);
            T value = reader.read(
                    item, new Origin(item.place(), at.resource(), at.path().item(i)));
            if (value != null) {
                read.add(value);
            }
        }
        return read;
    }
}
