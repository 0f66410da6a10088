import type { DoctorCheck } from "@kodex/manifest";
import type { Check } from "../patient.ts";

/** Folders that the configuration names and that are not there: without a word, their plugins would simply be missing. */
export const checkSources: Check = ({ missingFolders }) =>
  missingFolders.map((folder): DoctorCheck => ({
    id: `sources.${folder}`,
    status: "warn",
    code: "CONFIG_FOLDER_MISSING",
    message: `the configuration looks for plugins in "${folder}", which does not exist`,
    hint: `Make the folder, or mend "sources.local" in kodex.json.`,
  }));
