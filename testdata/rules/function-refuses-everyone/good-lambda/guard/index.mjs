export const handler = async () => {
  return { status: "200" };
};
