/** Version of the plugin API that `engines.kodex` is compared with; independent of package versions. */
export const KODEX_API_VERSION = "1.0.0";
