"""What a relationship of SPDX 3 says, in the words of SPDX 2 (vocabulary RelationshipType)."""

from __future__ import annotations

from typing import Final

from vcs_check.inventory.vocabulary import Role

SPDX2: Final[dict[str, tuple[str, bool]]] = {
    "contains": ("CONTAINS", False),
    "hasOptionalComponent": ("OPTIONAL_COMPONENT_OF", True),
    "expandsTo": ("CONTAINS", False),
    "runsOn": ("CONTAINS", True),
    "dependsOn": ("DEPENDS_ON", False),
    "hasDynamicLink": ("DYNAMIC_LINK", False),
    "hasStaticLink": ("STATIC_LINK", False),
    "hasPrerequisite": ("HAS_PREREQUISITE", False),
    "hasOptionalDependency": ("OPTIONAL_DEPENDENCY_OF", True),
    "hasProvidedDependency": ("PROVIDED_DEPENDENCY_OF", True),
    "patchedBy": ("PATCH_FOR", True),
    "hasVariant": ("VARIANT_OF", True),
    "ancestorOf": ("ANCESTOR_OF", False),
    "descendantOf": ("DESCENDANT_OF", False),
    "hasAddedFile": ("FILE_ADDED", True),
    "hasDeletedFile": ("FILE_DELETED", True),
    "modifiedBy": ("FILE_MODIFIED", True),
    "amendedBy": ("FILE_MODIFIED", True),
}
"""The word of SPDX 2 for ``from TYPE to``, and whether the ends change places.

``runsOn`` (3.1) says what hardware executes the instructions: they are installed in it.
"""
LICENCES: Final = ("hasDeclaredLicense", "hasConcludedLicense")
PARTIES: Final = {"availableFrom": Role.SUPPLIER, "modifiedBy": Role.ALTERED_BY}
"""Relationships from an artifact to agents; ``availableFrom`` names additional suppliers."""
ACTIONS: Final = {
    "ManufactureAction": Role.MANUFACTURER,
    "AssemblyAction": Role.MANUFACTURER,
    "CreateAction": Role.MANUFACTURER,
    "ReproduceAction": Role.MANUFACTURER,
    "ModifyAction": Role.ALTERED_BY,
    "ChangeAction": Role.ALTERED_BY,
}
"""Actions of the supply-chain profile (3.1): what their agents did for what they ``hasOutput``."""
OTHERS: Final = frozenset(
    {
        "affects", "availableFrom", "configures", "coordinatedBy", "copiedTo", "delegatedTo",
        "describes", "doesNotAffect", "exploitCreatedBy", "fixedBy", "fixedIn", "foundBy",
        "generates", "hasAssessmentFor", "hasAssociatedVulnerability", "hasConcludedLicense",
        "hasDataFile", "hasDeclaredLicense", "hasDependencyManifest", "hasDistributionArtifact",
        "hasDocumentation", "hasEvidence", "hasExample", "hasHost", "hasInput", "hasMetadata",
        "hasOutput", "hasRequirement", "hasSpecification", "hasTest", "hasTestCase", "invokedBy",
        "other", "packagedBy", "publishedBy", "reportedBy", "republishedBy",
        "serializedInArtifact", "testedOn", "trainedOn", "underInvestigationFor", "usesTool",
        # 3.1
        "assumes", "conformsTo", "createdBy", "evaluatedOn", "finetunedOn", "follows",
        "hasContactPoint", "hasPersistentMemory", "hasResolution", "implementedBy", "locatedAt",
        "performedBy", "pretrainedOn", "providesSupportFor", "resolved", "tracedToDetail",
        "validatedOn", "verifiedBy",
    }
)  # fmt: skip
"""Words of the vocabulary that say nothing of composition; any other is noted."""
EDGES: Final = frozenset(
    name for name, (word, _) in SPDX2.items() if word not in (
        "PATCH_FOR", "VARIANT_OF", "ANCESTOR_OF", "DESCENDANT_OF", "FILE_ADDED", "FILE_DELETED",
        "FILE_MODIFIED",
    )
)  # fmt: skip
"""Those that name components, so that a missing end hides one."""
